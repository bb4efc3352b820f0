using System.Text.Json;
using Pith.Agents;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Events;
using Pith.Providers;

namespace Pith.Cli.Headless;

/// <summary>An event of the run as the object that the Claude Code SDK documents for it, without what every object repeats.</summary>
internal static class EventJson
{
    /// <summary>What writes the fields of an event; null where programs are told nothing of it.</summary>
    public static Action<Utf8JsonWriter>? Of(AgentEvent found) => found switch
    {
        AgentEvent.Answered { Message.IsEmpty: false } answered => json => WriteAnswer(json, answered),
        AgentEvent.Returned returned => json => WriteResults(json, returned),
        AgentEvent.CallRefused refused => System("permission_denied", json =>
        {
            json.WriteString("tool_name", refused.Call.Name);
            json.WriteString("tool_use_id", refused.Call.Id);
            json.WriteString("message", refused.Reason);
        }),
        AgentEvent.Compacted compacted => System("compact_boundary", json =>
        {
            json.WriteStartObject("compact_metadata");
            json.WriteString("trigger", compacted.Trigger == "auto" ? "auto" : "manual");
            json.WriteNumber("pre_tokens", compacted.Before);
            json.WriteEndObject();
        }),
        AgentEvent.Answering { Event: ModelEvent.Retrying retrying } => System("api_retry", json => WriteRetry(json, retrying)),
        AgentEvent.Answering { Event: ModelEvent.FellBack next } => System("model_fallback", json =>
        {
            json.WriteString("from_model", next.From);
            json.WriteString("to_model", next.To);
            json.WriteString("error", next.Fault.Message);
        }),
        _ => null,
    };

    /// <summary>Where things stand: folder, tools, servers, model, mode.</summary>
    public static void WriteBeginning(Utf8JsonWriter json, RunFacts facts)
    {
        json.WriteString("type", "system");
        json.WriteString("subtype", "init");
        json.WriteString("cwd", facts.Folder);
        WriteList(json, "tools", facts.Tools);
        json.WriteStartArray("mcp_servers");
        foreach (var (name, status) in facts.Servers)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("status", status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", facts.Model);
        json.WriteString("permissionMode", facts.Mode);
        WriteList(json, "slash_commands", []);
        json.WriteString("output_style", "default");
        WriteList(json, "skills", []);
        WriteList(json, "plugins", []);
        json.WriteString("apiKeySource", facts.KeySource);
        json.WriteString("claude_code_version", Product.Version);
    }

    private static Action<Utf8JsonWriter> System(string subtype, Action<Utf8JsonWriter> fill) => json =>
    {
        json.WriteString("type", "system");
        json.WriteString("subtype", subtype);
        fill(json);
    };

    private static void WriteAnswer(Utf8JsonWriter json, AgentEvent.Answered answered)
    {
        var content = MessageBytes.ContentOf(answered.Message.Span);
        json.WriteString("type", "assistant");
        json.WriteStartObject("message");
        json.WriteString("id", answered.Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", answered.Model);
        JsonLine.Raw(json, "content", content);
        json.WriteString("stop_reason", answered.StopWord);
        json.WriteNull("stop_sequence");
        UsageJson.Write(json, answered.Usage);
        json.WriteEndObject();
        json.WriteNull("parent_tool_use_id");
    }

    private static void WriteResults(Utf8JsonWriter json, AgentEvent.Returned returned)
    {
        json.WriteString("type", "user");
        JsonLine.Raw(json, "message", returned.Message.Span);
        json.WriteNull("parent_tool_use_id");
    }

    private static void WriteRetry(Utf8JsonWriter json, ModelEvent.Retrying retrying)
    {
        json.WriteNumber("attempt", retrying.Attempt);
        json.WriteNumber("max_retries", retrying.Attempts - 1);
        json.WriteNumber("retry_delay_ms", (long)retrying.Delay.TotalMilliseconds);
        if (retrying.Fault.Status > 0)
            json.WriteNumber("error_status", retrying.Fault.Status);
        else
            json.WriteNull("error_status");
        json.WriteString("error", retrying.Fault.Message);
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
