using System.Text.Json;
using Pith.Agents;
using Pith.Cli.Runs;
using Pith.Events;
using Pith.Models;
using Pith.Tools;

namespace Pith.Cli.Headless;

/// <summary>The object that ends a run, as the Claude Code SDK documents it.</summary>
internal static class ResultJson
{
    public static void Write(Utf8JsonWriter json, AgentEvent.Ended ended, RunSoFar run, RunFacts facts)
    {
        var isLimit = ended.Reason is EndReason.MaxTurns or EndReason.MaxDollars or EndReason.MaxTokens or EndReason.MaxTime or EndReason.Misfit;
        var isError = ended.Reason != EndReason.Done;
        json.WriteString("type", "result");
        json.WriteString("subtype", ended.Reason switch
        {
            EndReason.MaxTurns => "error_max_turns",
            EndReason.MaxDollars => "error_max_budget_usd",
            EndReason.Misfit => "error_max_structured_output_retries",
            EndReason.MaxTokens or EndReason.MaxTime => "error_during_execution",
            _ => "success", // clients look at is_error, and at the text in result
        });
        json.WriteBoolean("is_error", isError);
        json.WriteNumber("duration_ms", facts.Milliseconds);
        json.WriteNumber("duration_api_ms", run.ApiMilliseconds);
        json.WriteNumber("num_turns", ended.Account.Turns);
        if (isLimit)
        {
            json.WriteStartArray("errors");
            json.WriteStringValue(ended.Message);
            json.WriteEndArray();
        }
        else if (ended.Reason == EndReason.Done)
            json.WriteString("result", run.Text);
        else
            json.WriteString("result", ended.Message);
        if (ended.Reason == EndReason.Done && facts.Structured is { Value.Length: > 0 } structured)
            JsonLine.Raw(json, "structured_output", structured.Value);
        json.WriteString("stop_reason", run.StopWord);
        json.WriteString("terminal_reason", Terminal(ended.Reason));
        if (ended.Fault is { Status: > 0 } fault)
            json.WriteNumber("api_error_status", fault.Status);
        json.WriteNumber("total_cost_usd", ended.Account.Dollars ?? 0);
        WriteUsage(json, ended.Account.Usage);
        WriteModelUsage(json, ended.Account);
        WriteDenials(json, run.Refused);
        if (facts.Spending is { } spending)
            SpendingJson.Write(json, spending);
        json.WriteString("session_id", facts.Session);
        json.WriteString("uuid", RunFacts.NewId());
    }

    /// <summary>A turn that ended without an end of the loop's.</summary>
    public static void WriteEnd(Utf8JsonWriter json, string sentence, string reason, RunFacts facts)
    {
        json.WriteString("type", "result");
        json.WriteString("subtype", "error_during_execution");
        json.WriteBoolean("is_error", true);
        json.WriteNumber("duration_ms", facts.Milliseconds);
        json.WriteNumber("duration_api_ms", 0);
        json.WriteNumber("num_turns", 0);
        json.WriteStartArray("errors");
        json.WriteStringValue(sentence);
        json.WriteEndArray();
        json.WriteNull("stop_reason");
        json.WriteString("terminal_reason", reason);
        json.WriteNumber("total_cost_usd", 0);
        WriteUsage(json, default);
        WriteDenials(json, []);
        json.WriteString("session_id", facts.Session);
        json.WriteString("uuid", RunFacts.NewId());
    }

    public static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Fresh);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWrite5m + usage.CacheWrite1h);
        json.WriteNumber("cache_read_input_tokens", usage.CacheRead);
        json.WriteNumber("output_tokens", usage.Produced);
        json.WriteStartObject("cache_creation");
        json.WriteNumber("ephemeral_5m_input_tokens", usage.CacheWrite5m);
        json.WriteNumber("ephemeral_1h_input_tokens", usage.CacheWrite1h);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDenials(Utf8JsonWriter json, IReadOnlyList<ToolCall> refused)
    {
        json.WriteStartArray("permission_denials");
        foreach (var call in refused)
        {
            json.WriteStartObject();
            json.WriteString("tool_name", call.Name);
            json.WriteString("tool_use_id", call.Id);
            if (JsonLine.IsObject(call.Input.Span))
                JsonLine.Raw(json, "tool_input", call.Input.Span);
            else
                json.WriteString("tool_input", call.Input.Span); // what the model wrote instead
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteModelUsage(Utf8JsonWriter json, AgentAccount account)
    {
        json.WriteStartObject("modelUsage");
        foreach (var (model, usage, dollars) in account.Models)
        {
            json.WriteStartObject(model);
            json.WriteNumber("inputTokens", usage.Fresh);
            json.WriteNumber("outputTokens", usage.Produced);
            json.WriteNumber("cacheReadInputTokens", usage.CacheRead);
            json.WriteNumber("cacheCreationInputTokens", usage.CacheWrite5m + usage.CacheWrite1h);
            json.WriteNumber("webSearchRequests", 0);
            json.WriteNumber("costUSD", dollars ?? 0);
            json.WriteNumber("contextWindow", ModelCatalog.TryFind(model, out var known) ? known.Window : 0);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Terminal(EndReason reason) => reason switch
    {
        EndReason.Done => "completed",
        EndReason.MaxTurns => "max_turns",
        EndReason.MaxDollars or EndReason.MaxTokens or EndReason.MaxTime => "budget_exhausted",
        EndReason.WindowFull => "prompt_too_long",
        EndReason.Failed => "api_error",
        EndReason.NotKept => "not_recorded",
        _ => "model_error",
    };
}
