using System.Text;
using Pith.Agents;
using Pith.Compaction.Receipts;
using Pith.Events;

namespace Pith.Tests.Agents;

/// <summary>Keeps what the loop logs, in order, as text.</summary>
internal sealed class KeptLog : IConversationLog
{
    public List<string> Entries { get; } = [];

    public List<Receipt> Receipts { get; } = [];

    public ValueTask UserAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => Keep("user", message);

    public ValueTask AnswerAsync(ReadOnlyMemory<byte> message, string id, string model, TokenUsage usage, string stopReason, CancellationToken cancel) => Keep("answer", message);

    public ValueTask ResultsAsync(ReadOnlyMemory<byte> message, CancellationToken cancel) => Keep("results", message);

    public ValueTask CompactedAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, Receipt receipt, CancellationToken cancel)
    {
        Receipts.Add(receipt);
        return Keep($"compacted {messages.Count}", default);
    }

    public ValueTask BarrierAsync(CancellationToken cancel) => Keep("barrier", default);

    private ValueTask Keep(string what, ReadOnlyMemory<byte> message)
    {
        Entries.Add($"{what} {Encoding.UTF8.GetString(message.Span)}".Trim());
        return default;
    }
}
