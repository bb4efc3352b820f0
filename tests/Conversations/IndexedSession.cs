using System.Text;
using Pith.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Tests.Conversations;

/// <summary>Reads transcripts into indexes, for tests.</summary>
internal static class IndexedSession
{
    public static ContextIndex Index(string path, TokenMeter? meter = null, IndexOptions options = default) =>
        Index(TranscriptSource.Open(path, null), meter, options);

    public static ContextIndex IndexText(string text, TokenMeter? meter = null, IndexOptions options = default) =>
        Index(new MemoryStream(Encoding.UTF8.GetBytes(text)), meter, options);

    private static ContextIndex Index(Stream stream, TokenMeter? meter, IndexOptions options)
    {
        if (options.UpToTurn == 0)
            options = new IndexOptions { Thread = options.Thread };
        var index = new ContextIndex(meter ?? TokenMeter.Exact(TokenCounter.O200k), options);
        using var reader = new TranscriptReader(stream, new ReaderOptions());
        while (reader.Read(index))
        {
        }

        index.Seal();
        return index;
    }
}
