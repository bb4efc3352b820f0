using System.Globalization;
using Pith.Offload;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>Looks at every record and every content of the logs that a session is read from.</summary>
internal sealed class SessionLook(BlobStore blobs)
{
    private readonly Dictionary<string, string?> cited = new(StringComparer.Ordinal); // handle → what is wrong with it

    public long Records { get; private set; }

    public long Blobs { get; private set; }

    public List<string> Problems { get; } = [];

    /// <summary>Looks at one log, or at what another program's file still is.</summary>
    /// <param name="part">The log.</param>
    /// <param name="fork">Where the next one of the chain leaves it; null for the last.</param>
    public void At(SessionPart part, ParentReference? fork)
    {
        if (part.Foreign is { } foreign)
        {
            Records += ForeignMessages.All(foreign, Problems.Add).LongCount();
            return;
        }

        var (isForked, before, lines) = (fork is null, Records, 0L);
        using var reader = new RecordReader(part.Segments);
        while (reader.Read())
        {
            if (!reader.IsGood)
            {
                lines++;
                Problems.Add($"{reader.File}: the line at byte {Count(reader.Offset)} is damaged, and passed over");
                continue;
            }

            if (reader.Sequence > part.Last)
                break;
            Records++;
            isForked |= fork is { } at && reader.Sequence == at.Last && ParentReference.ChecksumOf(reader.Line) == at.Checksum;
            if (IsEmptyMessage(JsonValue.Of(reader.Line)))
                Problems.Add($"{reader.File}: record {Count(reader.Sequence)} is a message without a content that can be read, and passed over");
            Contents(reader);
        }

        if (Records == before && reader.Bad == 0 && reader.Unfinished == 0)
            Problems.Add($"{part.Path} holds no record: what was said there never reached the disk, or something else cut the file");
        if (reader.Bad > lines)
            Problems.Add($"{part.Path}: {Count(reader.Bad - lines)} line feeds behind records are other bytes now; the records are whole, and read");
        if (reader.Missing > 0)
            Problems.Add($"{part.Path}: {Count(reader.Missing)} records are gone or out of order; something else wrote to it or cut it");
        if (reader.Unfinished > 0 && fork is null)
            Problems.Add($"{part.Path}: {Count(reader.Unfinished)} bytes at its end are an unfinished record; resuming the session sets them aside");
        if (!isForked)
            Problems.Add($"{part.Path}: record {Count(fork!.Value.Last)}, where the session was forked from it, is not as it was");
    }

    private static bool IsEmptyMessage(JsonValue record) =>
        record.Field("type"u8) is var type && (type.Is("user"u8) || type.Is("assistant"u8)) && !ContentRestore.IsMessage(record, out _);

    private void Contents(RecordReader reader)
    {
        foreach (var splice in ContentRestore.Splices(JsonValue.Of(reader.Line)))
            Require(reader, "refers to", splice.Hash.ToString());
        foreach (var handle in CitedHandles.In(reader.Line))
            Require(reader, "cites", handle);
    }

    private void Require(RecordReader reader, string verb, string digits)
    {
        if (!cited.TryGetValue(digits, out var problem))
        {
            cited[digits] = problem = ProblemOf(digits);
            Blobs++;
        }

        if (problem is not null)
            Problems.Add($"{reader.File}: record {Count(reader.Sequence)} {verb} pith:{digits.AsSpan(0, Handle.Digits)}, and {problem}");
    }

    private string? ProblemOf(string digits)
    {
        try
        {
            if (!BlobHash.TryParse(digits, out var hash) && !blobs.TryResolve(digits, out hash))
                return "it is not in the store";
            blobs.CopyTo(hash, Stream.Null);
            return null;
        }
        catch (StoreException error)
        {
            return error.Message;
        }
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
