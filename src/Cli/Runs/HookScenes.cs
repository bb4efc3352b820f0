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
    public static HookScene? Of(LoopMoment moment) => moment switch
    {
        LoopMoment.Prompted prompted => new(HookEvent.UserPromptSubmit, "", json => json.WriteString("prompt", prompted.Prompt.Span)),
        LoopMoment.Calling calling => Call(HookEvent.PreToolUse, calling.Call, calling.Needs, _ => { }),
        LoopMoment.Asking asking => Call(HookEvent.PermissionRequest, asking.Call, asking.Needs, json => json.WriteString("reason", asking.Reason)),
        LoopMoment.Refused refused => Call(HookEvent.PermissionDenied, refused.Call, refused.Needs, json => json.WriteString("reason", refused.Reason)),
        LoopMoment.Called called => Call(called.Result.IsError ? HookEvent.PostToolUseFailure : HookEvent.PostToolUse, called.Call, called.Needs, json => Response(json, called)),
        LoopMoment.AllCalled all => new(HookEvent.PostToolBatch, "", json =>
        {
            json.WriteStartArray("tool_uses");
            foreach (var call in all.Calls)
            {
                json.WriteStartObject();
                Call(json, ServerCallTool.Led(call));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }),
        LoopMoment.Finishing finishing => new(HookEvent.Stop, "", json => json.WriteBoolean("stop_hook_active", finishing.IsAgain)),
        LoopMoment.AgentStarted started => new(HookEvent.SubagentStart, started.Kind, json => Agent(json, started.Id, started.Kind)),
        LoopMoment.AgentFinishing finishing => new(HookEvent.SubagentStop, finishing.Kind, json =>
        {
            Agent(json, finishing.Id, finishing.Kind);
            json.WriteBoolean("stop_hook_active", finishing.IsAgain);
        }),
        LoopMoment.Failed failed => new(HookEvent.StopFailure, "", json => json.WriteString("error", failed.Reason)),
        LoopMoment.Compacting compacting => Named(HookEvent.PreCompact, compacting.Trigger),
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
        { Needs = needs };
    }

    /// <summary>What a hook put in an input's place, as the call that the moment is about has it.</summary>
    public static ReadOnlyMemory<byte> Input(LoopMoment moment, ReadOnlyMemory<byte> input) => moment switch
    {
        LoopMoment.Calling calling => ServerCallTool.Leading(calling.Call, input),
        LoopMoment.Asking asking => ServerCallTool.Leading(asking.Call, input),
        _ => input,
    };

    private static void Agent(Utf8JsonWriter json, string id, string kind)
    {
        json.WriteString("agent_id", id);
        json.WriteString("agent_type", kind);
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
