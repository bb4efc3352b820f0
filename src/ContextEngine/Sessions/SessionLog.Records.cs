using System.Globalization;
using System.Text;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

public sealed partial class SessionLog
{
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

    // What is no JSON, or too deep to be read within a record, would make the line unreadable to everyone, us too.
    private static void RequireJson(ReadOnlySpan<byte> json)
    {
        if (!JsonLimits.IsValue(json, JsonLimits.Content, out _))
            throw new ArgumentException($"what goes into a log is valid JSON, nested {JsonLimits.Content.MaxDepth} deep at most", nameof(json));
    }
}
