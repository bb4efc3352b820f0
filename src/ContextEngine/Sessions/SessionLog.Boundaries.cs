using System.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

public sealed partial class SessionLog
{
    /// <summary>
    /// A compaction: the context starts anew with this summary and the messages that stay. Durable when this returns; until
    /// then nothing was compacted, wherever the process or the disk dies (<see cref="CompactionGuard"/>).
    /// </summary>
    /// <param name="summary">What takes the place of all before, as the content of a user's message.</param>
    /// <param name="kept">The messages that stay, as they are sent from now on.</param>
    /// <param name="trigger"><c>auto</c> or <c>manual</c>.</param>
    /// <param name="tokensBefore">Tokens of the context before.</param>
    public long AppendCompaction(ReadOnlySpan<byte> summary, IReadOnlyList<KeptMessage> kept, string trigger, long tokensBefore)
    {
        ArgumentNullException.ThrowIfNull(kept);
        RequireJson(summary);
        foreach (var message in kept)
            RequireJson(message.Content.Span);
        lock (writing)
        {
            spill.Take(summary);
            AppendMark(trigger, tokensBefore, kept.Count + 1);
            var sequence = Write(Role.User, default, compactRecord: 1);
            for (var i = 0; i < kept.Count; i++)
            {
                spill.Take(kept[i].Content.Span);
                Write(kept[i].Role, default, compactRecord: i + 2);
            }

            log.Barrier();
            return sequence;
        }
    }

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
            AppendMark(trigger, tokensBefore, messages.Count + 1);
            for (var i = 0; i < messages.Count; i++)
            {
                spill.Take(messages[i].Content.Span);
                Write(messages[i].Role, default, compactRecord: i + 1, restates: true);
            }

            AppendReceipt(receipt, messages.Count + 1);
            log.Barrier();
        }
    }

    /// <summary>The boundary itself, which says how many records behind it belong to it.</summary>
    private void AppendMark(string trigger, long tokensBefore, int records)
    {
        var id = NextId();
        Head("system"u8, id).Text("subtype"u8, "compact_boundary").Text("content"u8, "Conversation compacted");
        body.Raw("logicalParentUuid"u8, Quoted(lastId)).Raw("compactMetadata"u8, new RecordBody().BeginPlain().Text("trigger"u8, trigger).Number("preTokens"u8, tokensBefore).Number("records"u8, records).End());
        log.Append(body.End());
        lastId = id;
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
