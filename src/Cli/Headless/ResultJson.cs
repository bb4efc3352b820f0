using System.Text.Json;
using Pith.Agents;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
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
        json.WriteNumber("duration_ms", run.Milliseconds);
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
        UsageJson.Write(json, ended.Account.Usage);
        UsageJson.WriteModels(json, ended.Account);
        UsageJson.WriteAgents(json, ended.Account.Agents);
        WriteDenials(json, run.Refused);
        if (facts.Spending is { } spending)
            SpendingJson.Write(json, spending);
        json.WriteString("session_id", facts.Session);
        json.WriteString("uuid", RunFacts.NewId());
    }

    /// <summary>A turn that ended without an end of the loop's.</summary>
    public static void WriteEnd(Utf8JsonWriter json, string sentence, string reason, RunSoFar run, RunFacts facts)
    {
        var account = facts.Account();
        json.WriteString("type", "result");
        json.WriteString("subtype", "error_during_execution");
        json.WriteBoolean("is_error", true);
        json.WriteNumber("duration_ms", run.Milliseconds);
        json.WriteNumber("duration_api_ms", run.ApiMilliseconds);
        json.WriteNumber("num_turns", account.Turns);
        json.WriteStartArray("errors");
        json.WriteStringValue(sentence);
        json.WriteEndArray();
        json.WriteNull("stop_reason");
        json.WriteString("terminal_reason", reason);
        json.WriteNumber("total_cost_usd", account.Dollars ?? 0);
        UsageJson.Write(json, account.Usage);
        WriteDenials(json, run.Refused);
        json.WriteString("session_id", facts.Session);
        json.WriteString("uuid", RunFacts.NewId());
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

    private static string Terminal(EndReason reason) => reason switch
    {
        EndReason.Done => "completed",
        EndReason.MaxTurns => "max_turns",
        EndReason.MaxDollars or EndReason.MaxTokens or EndReason.MaxTime => "budget_exhausted",
        EndReason.WindowFull => "prompt_too_long",
        EndReason.Failed => "api_error",
        EndReason.NotKept => "not_recorded",
        EndReason.Stopped => "hook_stopped",
        _ => "model_error",
    };
}
