using Pith.Compaction.Receipts;
using Pith.Events;

namespace Pith.Agents;

/// <summary>Keeps nothing: for <c>--no-session-persistence</c>.</summary>
public sealed class NoLog : IConversationLog
{
    /// <inheritdoc/>
    public ValueTask UserAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => default;

    /// <inheritdoc/>
    public ValueTask AnswerAsync(ReadOnlyMemory<byte> message, string id, string model, TokenUsage usage, string stopReason, CancellationToken cancel) => default;

    /// <inheritdoc/>
    public ValueTask ResultsAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => default;

    /// <inheritdoc/>
    public ValueTask CompactedAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, Receipt receipt, CancellationToken cancel) => default;

    /// <inheritdoc/>
    public ValueTask BarrierAsync(CancellationToken cancel) => default;
}
