using System.Buffers;
using System.Text;
using Pith.Store;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

public sealed partial class SessionLog
{
    /// <summary>What the user says. Follow it with a <see cref="Barrier"/> before the first request.</summary>
    /// <param name="content">Raw JSON: a string or a list of blocks. Kept byte for byte.</param>
    /// <returns>The record's number.</returns>
    public long AppendUser(ReadOnlySpan<byte> content) => AppendMessage(Role.User, content, default);

    /// <summary>What the model answers. Follow it with a <see cref="Barrier"/> before any call in it is run.</summary>
    /// <param name="content">Raw JSON: the list of blocks as the provider sent it. Kept byte for byte.</param>
    /// <param name="facts">What else the provider said.</param>
    public long AppendAssistant(ReadOnlySpan<byte> content, AssistantFacts facts) => AppendMessage(Role.Assistant, content, facts);

    /// <summary>The result of a call. Follow it with a <see cref="Barrier"/> when the call had effects.</summary>
    /// <param name="callId">The call's id.</param>
    /// <param name="content">Raw JSON: a string or a list of blocks.</param>
    /// <param name="isError">Whether the tool failed.</param>
    public long AppendToolResult(string callId, ReadOnlySpan<byte> content, bool isError)
    {
        var block = new ArrayBufferWriter<byte>(content.Length + 128);
        block.Write("[{\"type\":\"tool_result\",\"tool_use_id\":"u8);
        JsonString.WriteQuoted(block, Encoding.UTF8.GetBytes(callId));
        block.Write(",\"content\":"u8);
        block.Write(content);
        block.Write(isError ? ",\"is_error\":true}]"u8 : "}]"u8);
        return AppendMessage(Role.User, block.WrittenSpan, default);
    }

    /// <summary>Names the session for people. The last name counts.</summary>
    public long AppendTitle(string title)
    {
        lock (writing)
        {
            var sequence = log.Append(body.Begin("custom-title"u8).Text("customTitle"u8, title).Text("sessionId"u8, Id).Text("timestamp"u8, Now()).End());
            log.Barrier();
            return sequence;
        }
    }

    /// <summary>A fact that is no part of the conversation: a receipt, a setting, a full disk.</summary>
    /// <param name="kind">What it is; the record's type becomes <c>pith-KIND</c>.</param>
    /// <param name="data">Raw JSON on one line.</param>
    /// <param name="urgent">Whether it may use the room kept back for when the disk is full.</param>
    public long AppendMeta(string kind, ReadOnlySpan<byte> data, bool urgent = false)
    {
        lock (writing)
            return AppendMeta(kind, data, compactRecord: 0, urgent);
    }

    private long AppendMeta(string kind, ReadOnlySpan<byte> data, int compactRecord, bool urgent = false)
    {
        RequireJson(data);
        body.Begin(Encoding.UTF8.GetBytes($"pith-{kind}")).Text("sessionId"u8, Id).Text("timestamp"u8, Now());
        if (compactRecord > 0)
            body.Number("compactRecord"u8, compactRecord);
        return log.Append(body.Raw("data"u8, data).End(), urgent);
    }

    /// <summary>Notes, where the disk still takes it, that it refused: a full one takes this from the room kept back. Does not throw.</summary>
    /// <param name="what">What could not be recorded, a noun.</param>
    /// <param name="refused">Why.</param>
    public void NoteRefusal(string what, StoreException refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        try
        {
            AppendMeta("disk-refused", new RecordBody().BeginPlain().Text("lost"u8, what).Text("reason"u8, refused.Message).End(), urgent: true);
            log.Barrier();
        }
        catch (StoreException)
        {
            // Not even that: whoever works is told all the same.
        }
    }
}
