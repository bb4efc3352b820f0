using Pith.Compaction;
using Pith.Conversations;
using Pith.Events;
using Pith.Providers;
using Pith.Requests;
using Pith.Store;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>
/// Ends an epoch of the loop: when the next request would not fit the window, or the provider has said that it does not,
/// the conversation becomes a smaller one, by code alone. What leaves it is in the store before the new request exists.
/// </summary>
/// <param name="store">Takes what leaves; without it nothing may leave, so no boundary comes.</param>
/// <param name="window">Tokens that the model takes, input and output together; 0 where not known: then only refusals count.</param>
internal sealed class EpochBoundary(BlobStore? store, int window)
{
    /// <summary>Where the water stands, as shares of the window less the answer: decision 0019 has the low mark.</summary>
    private const double High = 0.9, Low = 0.3;

    /// <summary>Boundaries without an answer between them after which it is given up.</summary>
    private const int Most = 6;

    private const int BytesPerToken = 3;

    private long _tokens;
    private int _counted, _inARow;

    /// <summary>An answer came: what the provider counted is exact for all that was sent.</summary>
    public void Answered(TokenUsage usage, ModelRequest request) =>
        (_tokens, _counted, _inARow) = (usage.Input + usage.Produced, request.Messages.Count, 0);

    /// <summary>The boundary before a request that would not fit; null where it fits, or where nobody can tell.</summary>
    public (ModelRequest Request, long Before, long After)? BeforeAsking(ModelRequest request)
    {
        var room = window - request.MaxTokens;
        if (window == 0 || _tokens == 0 || room <= 0 || Expected(request) is var expected && expected <= High * room)
            return null;
        // Our count and the provider's differ by a factor that this very context tells.
        return Make(request, (index, form, whole) => Compactor.Compact(index, new Policy { Budget = (int)Math.Max(1, Low * room * whole / expected) }, form));
    }

    /// <summary>The boundary after a refusal; null where the words say nothing of length, or nothing smaller is left.</summary>
    public (ModelRequest Request, long Before, long After)? AfterRefusal(ModelRequest request, string words) =>
        RefusalReader.TryRead(words, out var refusal)
            ? Make(request, (index, form, _) => TruncationLadder.First(index, new Policy { Budget = int.MaxValue }, form, refusal))
            : null;

    private long Expected(ModelRequest request)
    {
        var added = 0L;
        for (var i = _counted; i < request.Messages.Count; i++)
            added += request.Messages[i].Length;
        return _tokens + added / BytesPerToken;
    }

    private (ModelRequest Request, long Before, long After)? Make(ModelRequest request, Func<ContextIndex, MessagesWriter, int, Compacted?> choose)
    {
        if (store is null || _inARow++ >= Most)
            return null;
        var body = MessageList.Body(request.Messages, "claude");
        using var index = new ContextIndex(TokenMeter.Exact(TokenCounter.O200k), new IndexOptions());
        using var stream = new MemoryStream(body);
        using (var reader = new TranscriptReader(stream, new ReaderOptions { MaxLine = body.Length + 1, Name = "the conversation" }))
            while (reader.Read(index))
            {
            }

        index.Seal();
        var whole = index.Meter.Count(body);
        if (choose(index, new MessagesWriter(request.Head.Model), whole) is not { Fits: true } made || made.Bytes.Length >= body.Length)
            return null;
        store.PutAll(made.Plan.Cited);
        var smaller = new ModelRequest(request.Head);
        foreach (var message in MessageList.Of(made.Bytes))
            smaller.Append(message);
        (_tokens, _counted) = (0, 0);
        return (smaller, whole, made.Tokens);
    }
}
