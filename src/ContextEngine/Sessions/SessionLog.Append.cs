using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
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
            var boundary = NextId();
            Head("system"u8, boundary).Text("subtype"u8, "compact_boundary").Text("content"u8, "Conversation compacted");
            body.Raw("logicalParentUuid"u8, Quoted(lastId)).Raw("compactMetadata"u8, new RecordBody().BeginPlain().Text("trigger"u8, trigger).Number("preTokens"u8, tokensBefore).Number("records"u8, kept.Count + 1).End());
            log.Append(body.End());
            lastId = boundary;
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

    /// <summary>Names the session for people. The last name counts.</summary>
    public long AppendTitle(string title)
    {
        lock (writing)
        {
            var sequence = log.Append(body.Begin("custom-title"u8).Text("customTitle"u8, title).Text("sessionId"u8, Id).Text("timestamp"u8, Now()).End());
            log.Barrier();
            StateFile.Replace(SessionFolder.TitleFileOf(Path), Encoding.UTF8.GetBytes(title));
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

    private void AppendRecovered(int interrupted) =>
        AppendMeta("recovered", new RecordBody().BeginPlain().Number("tornBytes"u8, log.Recovery.TornBytes)
            .Text("tornFile"u8, log.Recovery.TornFile).Number("damaged"u8, log.Recovery.Bad).Number("interrupted"u8, interrupted).End(), urgent: true);

    private void AppendHeader(SessionOrigin origin)
    {
        body.Begin("pith-session"u8).Number("format"u8, 1).Text("sessionId"u8, Id).Text("timestamp"u8, Now()).Text("cwd"u8, cwd).Text("program"u8, program);
        log.Append(origin.WriteTo(body).End());
        if (!origin.IsNothing)
            log.Append(origin.WriteTo(body.Begin("pith-origin"u8)).End());
    }

    private long AppendMessage(Role role, ReadOnlySpan<byte> content, AssistantFacts facts)
    {
        RequireJson(content);
        lock (writing)
        {
            spill.Take(content);
            return Write(role, facts, compactRecord: 0);
        }
    }

    private long Write(Role role, AssistantFacts facts, int compactRecord, bool restates = false)
    {
        var id = NextId();
        var isAssistant = role == Role.Assistant;
        Head(isAssistant ? "assistant"u8 : "user"u8, id);
        if (compactRecord == 1)
            body.Raw("isCompactSummary"u8, "true"u8);
        if (compactRecord > 0)
            body.Number("compactRecord"u8, compactRecord);
        if (restates)
            body.Raw("restated"u8, "true"u8);
        var message = new RecordBody().BeginPlain().Text("role"u8, isAssistant ? "assistant" : "user");
        if (isAssistant)
            message.Text("type"u8, "message").Text("id"u8, facts.MessageId ?? $"msg_{id}").Text("model"u8, facts.Model ?? "unknown").Text("stop_reason"u8, facts.StopReason);
        if (!facts.Usage.IsEmpty)
            message.Raw("usage"u8, facts.Usage);
        body.Raw("message"u8, message.Raw("content"u8, spill.Written).End()).Blobs(spill.Splices);
        var sequence = log.Append(body.End());
        lastId = id;
        return sequence;
    }

    // Keys that all readers of Claude Code's transcripts know, in its order.
    private RecordBody Head(ReadOnlySpan<byte> type, string id) =>
        body.Begin(type).Raw("parentUuid"u8, Quoted(lastId)).Raw("isSidechain"u8, "false"u8).Text("userType"u8, "external")
            .Text("cwd"u8, cwd).Text("sessionId"u8, Id).Text("version"u8, program).Text("uuid"u8, id).Text("timestamp"u8, Now());

    private string NextId() => RecordBody.IdOf(Id, log.Epoch, log.Next);

    private string Now() => options.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static ReadOnlySpan<byte> Quoted(string? id) => id is null ? "null"u8 : Encoding.UTF8.GetBytes($"\"{id}\"");

    // What is no JSON would make the line unreadable to everyone else.
    private static void RequireJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, JsonLimits.Options);
            while (reader.Read())
            {
            }
        }
        catch (JsonException error)
        {
            throw new ArgumentException("what goes into a log is valid JSON", nameof(json), error);
        }
    }
}
