using System.Text;
using System.Text.Json;
using Pith.Agents;
using Pith.Cli.Printing;
using Pith.Hooks;
using Pith.Permissions;
using Pith.Tools;
using Pith.Tools.Servers;

namespace Pith.Cli.Runs;

/// <summary>The moments of a run as the events that hooks wait for, with the documented fields.</summary>
internal static class HookScenes
{
    /// <param name="moment">The moment.</param>
    /// <param name="transcript">The log of a sub-agent, by its id; null where there is none.</param>
    public static HookScene? Of(LoopMoment moment, Func<string, string?> transcript) => moment switch
    {
        LoopMoment.Prompted prompted => new(HookEvent.UserPromptSubmit, "", json => json.WriteString("prompt", prompted.Prompt.Span)),
        LoopMoment.Calling calling => Call(HookEvent.PreToolUse, calling.Call, calling.Needs, _ => { }),
        LoopMoment.Asking asking => Call(HookEvent.PermissionRequest, asking.Call, asking.Needs, json => json.WriteString("reason", asking.Reason)),
        LoopMoment.Refused refused => Call(HookEvent.PermissionDenied, refused.Call, refused.Needs, json => json.WriteString("reason", refused.Reason)),
        LoopMoment.Called called => Call(called.Result.IsError ? HookEvent.PostToolUseFailure : HookEvent.PostToolUse, called.Call, called.Needs, json => Response(json, called)),
        LoopMoment.AllCalled all => new(HookEvent.PostToolBatch, "", json => Batch(json, all)),
        LoopMoment.Finishing finishing => new(HookEvent.Stop, "", json => Ending(json, finishing.IsAgain, finishing.Said)),
        LoopMoment.AgentStarted started => new(HookEvent.SubagentStart, started.Kind, static _ => { }) { Agent = new(started.Id, started.Kind) },
        LoopMoment.AgentFinishing finishing => new(HookEvent.SubagentStop, finishing.Kind, json =>
        {
            if (transcript(finishing.Id) is { } file)
                json.WriteString("agent_transcript_path", file);
            Ending(json, finishing.IsAgain, finishing.Said);
        })
        { Agent = new(finishing.Id, finishing.Kind) },
        LoopMoment.Failed failed => new(HookEvent.StopFailure, FailureWord.Of(failed.Kind), json =>
        {
            json.WriteString("error", FailureWord.Of(failed.Kind));
            json.WriteString("error_details", failed.Reason);
            json.WriteString("last_assistant_message", failed.Reason);
        }),
        LoopMoment.Compacting compacting => new(HookEvent.PreCompact, compacting.Trigger, json =>
        {
            json.WriteString("trigger", compacting.Trigger);
            json.WriteString("custom_instructions", compacting.Instructions);
        }),
        LoopMoment.Compacted compacted => Named(HookEvent.PostCompact, compacted.Trigger),
        _ => null,
    };

    /// <summary>An event that is told by its subject alone.</summary>
    public static HookScene Named(HookEvent at, string subject) => new(at, subject, json =>
    {
        if (HookEvents.Subject(at) is { } name)
            json.WriteString(name, subject);
    });

    /// <summary>An event about a call. A server's tool has its own name, whichever tool leads to it, as it has for rules, and its own input.</summary>
    public static HookScene Call(HookEvent at, ToolCall call, IReadOnlyList<Need> needs, Action<Utf8JsonWriter> more)
    {
        var led = ServerCallTool.Led(call);
        return new HookScene(at, led.Name, json =>
        {
            Call(json, led);
            more(json);
        })
        { Needs = needs, Input = led.Input };
    }

    /// <summary>What a hook put in an input's place, as the call that the moment is about has it.</summary>
    public static ReadOnlyMemory<byte> Input(LoopMoment moment, ReadOnlyMemory<byte> input) => moment switch
    {
        LoopMoment.Calling calling => ServerCallTool.Leading(calling.Call, input),
        LoopMoment.Asking asking => ServerCallTool.Leading(asking.Call, input),
        _ => input,
    };

    private static void Ending(Utf8JsonWriter json, bool isAgain, string said)
    {
        json.WriteBoolean("stop_hook_active", isAgain);
        json.WriteString("last_assistant_message", said);
    }

    private static void Batch(Utf8JsonWriter json, LoopMoment.AllCalled all)
    {
        json.WriteStartArray("tool_calls");
        foreach (var (call, result) in all.Calls.Zip(all.Results))
        {
            json.WriteStartObject();
            Call(json, ServerCallTool.Led(call));
            json.WriteString("tool_response", result.Text.Span);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Call(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteString("tool_name", call.Name);
        if (JsonLine.IsObject(call.Input.Span))
            JsonLine.Raw(json, "tool_input", call.Input.Span);
        else
            json.WriteString("tool_input", call.Input.Span); // what the model wrote instead; running it answers with the error
        json.WriteString("tool_use_id", call.Id);
    }

    /// <summary>The fields that people's hooks read of what Claude Code's tools answer, as far as ours have them.</summary>
    private static void Response(Utf8JsonWriter json, LoopMoment.Called called)
    {
        var text = Encoding.UTF8.GetString(called.Result.Text.Span);
        if (called.Result.IsError)
            json.WriteString("error", text);
        json.WriteStartObject("tool_response");
        json.WriteString("content", text);
        json.WriteBoolean("is_error", called.Result.IsError);
        if (called.Call.Name == "Bash")
        {
            json.WriteString("stdout", text);
            json.WriteString("stderr", "");
            json.WriteBoolean("interrupted", false);
        }
        else if (called.Needs is [{ Kind: NeedKind.ReadPath or NeedKind.WritePath, Subject: var path }, ..])
        {
            json.WriteString("filePath", path);
            json.WriteBoolean("success", !called.Result.IsError);
        }

        json.WriteEndObject();
    }
}
