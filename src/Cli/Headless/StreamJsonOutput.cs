using System.Text.Json;
using Pith.Agents;
using Pith.Cli.Headless.Conversations;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Events;
using Pith.Providers;

namespace Pith.Cli.Headless;

/// <summary>Prints an object for each event, as the Claude Code SDK documents them.</summary>
internal sealed class StreamJsonOutput(Surroundings around, RunFacts facts, bool includesPartial = false) : IRunOutput
{
    private RunSoFar _run = new();
    private PartialEvents? _partial;
    private (string, string) _said;

    /// <summary>Says where things stand, at the beginning and whenever they changed since.</summary>
    public void Begin()
    {
        _run = new RunSoFar();
        _partial ??= includesPartial ? new PartialEvents(WritePartial) : null;
        if (_said == (facts.Model, facts.Mode))
            return;
        _said = (facts.Model, facts.Mode);
        WriteInit();
    }

    /// <summary>A message of the user's, as it was read.</summary>
    public void Replay(UserLine line) => JsonLine.Write(around.Out, json =>
    {
        json.WriteString("type", "user");
        JsonLine.Raw(json, "message", line.Message);
        json.WriteNull("parent_tool_use_id");
        json.WriteBoolean("isReplay", true);
        json.WriteString("session_id", facts.Session);
        json.WriteString("uuid", line.Id ?? RunFacts.NewId());
    });

    /// <summary>The turn was interrupted.</summary>
    public void Interrupted() => JsonLine.Write(around.Out, json => ResultJson.WriteEnd(json, "interrupted", "aborted_streaming", _run, facts));

    /// <summary>Nothing was asked, since what came cannot be.</summary>
    public void Refused(string problem) => JsonLine.Write(around.Out, json => ResultJson.WriteEnd(json, problem, "invalid_input", new RunSoFar(), facts));

    private void WriteInit() => Write(json =>
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
    });

    public void Take(AgentEvent found)
    {
        _run.Take(found);
        if (found is AgentEvent.Answering { Event: var partial })
            _partial?.Take(partial);
        switch (found)
        {
            case AgentEvent.Answered { Message.IsEmpty: false } answered:
                Write(json => WriteAnswer(json, answered));
                break;
            case AgentEvent.Returned returned:
                Write(json =>
                {
                    json.WriteString("type", "user");
                    JsonLine.Raw(json, "message", returned.Message.Span);
                    json.WriteNull("parent_tool_use_id");
                });
                break;
            case AgentEvent.CallRefused refused:
                Write(json =>
                {
                    json.WriteString("type", "system");
                    json.WriteString("subtype", "permission_denied");
                    json.WriteString("tool_name", refused.Call.Name);
                    json.WriteString("tool_use_id", refused.Call.Id);
                    json.WriteString("message", refused.Reason);
                });
                break;
            case AgentEvent.Compacted compacted:
                Write(json =>
                {
                    json.WriteString("type", "system");
                    json.WriteString("subtype", "compact_boundary");
                    json.WriteStartObject("compact_metadata");
                    json.WriteString("trigger", compacted.Trigger == "auto" ? "auto" : "manual");
                    json.WriteNumber("pre_tokens", compacted.Before);
                    json.WriteEndObject();
                });
                break;
            case AgentEvent.Answering { Event: ModelEvent.Retrying retrying }:
                Write(json => WriteRetry(json, retrying));
                break;
            case AgentEvent.Answering { Event: ModelEvent.FellBack next }:
                Write(json =>
                {
                    json.WriteString("type", "system");
                    json.WriteString("subtype", "model_fallback");
                    json.WriteString("from_model", next.From);
                    json.WriteString("to_model", next.To);
                    json.WriteString("error", next.Fault.Message);
                });
                break;
            case AgentEvent.Ended ended:
                JsonLine.Write(around.Out, json => ResultJson.Write(json, ended, _run, facts));
                break;
        }
    }

    private void Write(Action<Utf8JsonWriter> fill) => JsonLine.Write(around.Out, json =>
    {
        fill(json);
        json.WriteString("session_id", facts.Session);
        json.WriteString("uuid", RunFacts.NewId());
    });

    private void WritePartial(Action<Utf8JsonWriter> fill) => Write(json =>
    {
        json.WriteString("type", "stream_event");
        fill(json);
        json.WriteNull("parent_tool_use_id");
    });

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

    private static void WriteRetry(Utf8JsonWriter json, ModelEvent.Retrying retrying)
    {
        json.WriteString("type", "system");
        json.WriteString("subtype", "api_retry");
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
