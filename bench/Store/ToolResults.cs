using Pith.Conversations;
using Pith.Store;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Bench.Store;

/// <summary>The distinct tool results of real sessions, a list a session, so that a dictionary can be tried on sessions it never saw.</summary>
internal static class ToolResults
{
    public static List<List<byte[]>> Of(string corpus)
    {
        var seen = new HashSet<BlobHash>();
        var sessions = new List<List<byte[]>>();
        foreach (var file in Directory.EnumerateFiles(corpus, "*.json*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var index = new ContextIndex(TokenMeter.Chars4, new IndexOptions());
            try
            {
                using var reader = new TranscriptReader(TranscriptSource.Open(file, null), new ReaderOptions { Name = file });
                while (reader.Read(index))
                {
                }
            }
            catch (UnreadableTranscriptException)
            {
                continue; // the corpus holds other files too
            }

            index.Seal();
            var results = new List<byte[]>();
            for (var i = 0; i < index.Blocks.Length; i++)
                if (index.Blocks[i].Kind == BlockKind.Result && index.Blocks[i].Length > 0 && seen.Add(BlobHash.Of(index.Text(i))))
                    results.Add(index.Text(i).ToArray());
            if (results.Count > 0)
                sessions.Add(results);
        }

        return sessions;
    }
}
