using Pith.Compaction.Receipts;
using Pith.Events;

namespace Pith.Agents;

/// <summary>Where a conversation is kept as it happens. Messages are the raw bytes that are sent, so that a request rebuilt from the log is the same to the byte.</summary>
public interface IConversationLog
{
    /// <summary>A message of the user's was added to the conversation.</summary>
    ValueTask UserAsync(ReadOnlyMemory<byte> message, CancellationToken cancel);

    /// <summary>The model answered, once for each answer of the provider.</summary>
    /// <param name="message">The answer.</param>
    /// <param name="id">The provider's name for it.</param>
    /// <param name="model">The model that gave it.</param>
    /// <param name="usage">What it took.</param>
    /// <param name="stopReason">The provider's word for why it stopped.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask AnswerAsync(ReadOnlyMemory<byte> message, string id, string model, TokenUsage usage, string stopReason, CancellationToken cancel);

    /// <summary>The results of an answer's calls were added, all together.</summary>
    ValueTask ResultsAsync(ReadOnlyMemory<byte> message, CancellationToken cancel);

    /// <summary>An epoch ended: the conversation goes on from these messages. Durable when this returns.</summary>
    /// <param name="messages">The messages of the next request, the first of them the user's.</param>
    /// <param name="receipt">What went and what stayed.</param>
    /// <param name="cancel">Ends the wait.</param>
    ValueTask CompactedAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, Receipt receipt, CancellationToken cancel);

    /// <summary>
    /// What was said so far, also before boundaries: all of it, or, where that is more than enough, from a boundary on with
    /// what that made of all before. Null where only the request knows.
    /// </summary>
    /// <param name="enough">Bytes that suffice.</param>
    IReadOnlyList<ReadOnlyMemory<byte>>? Said(long enough) => null;

    /// <summary>The conversation as if its last boundary had not been; null where none stands, or nothing was kept.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>>? Uncollapsed() => null;

    /// <summary>What the command line calls the session; null where nothing is kept.</summary>
    string? Id => null;

    /// <summary>Returns when all that was given is on the disk. Called before calls with effects run and before the end is told.</summary>
    ValueTask BarrierAsync(CancellationToken cancel);
}
