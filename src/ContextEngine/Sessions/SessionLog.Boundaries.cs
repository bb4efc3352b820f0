using System.Text;

namespace Pith.Sessions;

public sealed partial class SessionLog
{
    /// <summary>
    /// An epoch ends: the conversation goes on from these messages. They are marked as restated, so that what was said can
    /// be told from what boundaries made of it, and count only with the receipt behind them: a boundary that a crash cut off
    /// has not been (<see cref="CompactionGuard"/>). Durable when this returns.
    /// </summary>
    /// <param name="messages">Who speaks and the raw content, the first of them the user's.</param>
    /// <param name="trigger"><c>auto</c>, <c>manual</c> or <c>uncollapse</c>.</param>
    /// <param name="tokensBefore">Tokens of the context before.</param>
    /// <param name="receipt">What went and what stayed, raw JSON on one line.</param>
    public void AppendBoundary(IReadOnlyList<KeptMessage> messages, string trigger, long tokensBefore, ReadOnlySpan<byte> receipt)
    {
        ArgumentNullException.ThrowIfNull(messages);
        foreach (var message in messages)
            RequireJson(message.Content.Span);
        lock (writing)
        {
            var boundary = NextId();
            Head("system"u8, boundary).Text("subtype"u8, "compact_boundary").Text("content"u8, "Conversation compacted");
            body.Raw("logicalParentUuid"u8, Quoted(lastId)).Raw("compactMetadata"u8, new RecordBody().BeginPlain().Text("trigger"u8, trigger).Number("preTokens"u8, tokensBefore).Number("records"u8, messages.Count + 1).End());
            log.Append(body.End());
            lastId = boundary;
            for (var i = 0; i < messages.Count; i++)
            {
                spill.Take(messages[i].Content.Span);
                Write(messages[i].Role, default, compactRecord: i + 1, restates: true);
            }

            AppendReceipt(receipt, messages.Count + 1);
            log.Barrier();
        }
    }

    /// <summary>A receipt that is too long for a record lies in the store, and the record says where.</summary>
    private void AppendReceipt(ReadOnlySpan<byte> receipt, int number)
    {
        if (receipt.Length > ContentSpill.LongestString)
            AppendMeta(SessionReceipts.Kind, Encoding.UTF8.GetBytes($"{{\"stored\":\"{blobs.Put(receipt)}\"}}"), number);
        else
            AppendMeta(SessionReceipts.Kind, receipt, number);
    }
}
