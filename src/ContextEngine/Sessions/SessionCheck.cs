using System.Globalization;
using Pith.Offload;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>What a look at all of a session found: every record, every log it was forked from, every content in the store.</summary>
/// <param name="Records">Good records.</param>
/// <param name="Logs">Logs it is read from.</param>
/// <param name="Blobs">Contents it refers to.</param>
/// <param name="Problems">One sentence for each thing that is wrong; empty where all is whole.</param>
public sealed record SessionCheck(long Records, int Logs, long Blobs, IReadOnlyList<string> Problems)
{
    /// <summary>Checks a session. Reads everything, changes nothing.</summary>
    /// <param name="path">The first file of its log.</param>
    /// <param name="blobs">Where large contents are.</param>
    public static SessionCheck Of(string path, BlobStore blobs)
    {
        var look = new Look(blobs);
        var chain = SessionChain.Of(path);
        for (var i = 0; i < chain.Count; i++)
            look.At(chain[i], i + 1 < chain.Count ? ParentReference.Of(chain[i + 1].Path) : null);
        return new SessionCheck(look.Records, chain.Count, look.Blobs, look.Problems);
    }

    private sealed class Look(BlobStore blobs)
    {
        public long Records { get; private set; }

        public long Blobs { get; private set; }

        public List<string> Problems { get; } = [];

        public void At(SessionPart part, ParentReference? fork)
        {
            var isForked = fork is null;
            using var reader = new RecordReader(part.Segments);
            while (reader.Read())
            {
                if (!reader.IsGood)
                {
                    Problems.Add($"{reader.File}: the line at byte {Count(reader.Offset)} is damaged, and passed over");
                    continue;
                }

                if (reader.Sequence > part.Last)
                    break;
                Records++;
                isForked |= fork is { } at && reader.Sequence == at.Last && ParentReference.ChecksumOf(reader.Line) == at.Checksum;
                Contents(reader);
            }

            if (reader.Missing > 0)
                Problems.Add($"{part.Path}: {Count(reader.Missing)} records are gone or out of order; something else wrote to it or cut it");
            if (reader.Unfinished > 0 && fork is null)
                Problems.Add($"{part.Path}: {Count(reader.Unfinished)} bytes at its end are an unfinished record; resuming the session sets them aside");
            if (!isForked)
                Problems.Add($"{part.Path}: record {Count(fork!.Value.Last)}, where the session was forked from it, is not as it was");
        }

        private void Contents(RecordReader reader)
        {
            var record = JsonValue.Of(reader.Line);
            foreach (var splice in ContentRestore.Splices(record))
            {
                Blobs++;
                try
                {
                    blobs.CopyTo(splice.Hash, Stream.Null);
                }
                catch (StoreException error)
                {
                    Problems.Add($"{reader.File}: record {Count(reader.Sequence)} refers to {Handle.Format(splice.Hash)}, and {error.Message}");
                }
            }
        }

        private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
    }
}
