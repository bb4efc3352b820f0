using System.Text;
using System.Text.Json;
using Pith.Agents;
using Pith.Cli.Headless;
using Pith.Hooks;
using Pith.Tools;

namespace Pith.Cli.Runs;

/// <summary>The moments of a run as the events that hooks wait for, with the documented fields.</summary>
internal static class HookScenes
{
    public static HookScene? Of(LoopMoment moment) => moment switch
    {
        LoopMoment.Prompted prompted => new(HookEvent.UserPromptSubmit, "", json => json.WriteString("prompt", prompted.Prompt.Span)),
        LoopMoment.Calling calling => Call(HookEvent.PreToolUse, calling.Call, _ => { }) with { Needs = calling.Needs },
        LoopMoment.Asking asking => Call(HookEvent.PermissionRequest, asking.Call, json => json.WriteString("reason", asking.Reason)) with { Needs = asking.Needs },
        LoopMoment.Refused refused => Call(HookEvent.PermissionDenied, refused.Call, json => json.WriteString("reason", refused.Reason)) with { Needs = refused.Needs },
        LoopMoment.Called called => Call(called.Result.IsError ? HookEvent.PostToolUseFailure : HookEvent.PostToolUse, called.Call, json => Response(json, called)) with { Needs = called.Needs },
        LoopMoment.AllCalled all => new(HookEvent.PostToolBatch, "", json =>
        {
            json.WriteStartArray("tool_uses");
            foreach (var call in all.Calls)
            {
                json.WriteStartObject();
                Call(json, call);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }),
        LoopMoment.Finishing finishing => new(HookEvent.Stop, "", json => json.WriteBoolean("stop_hook_active", finishing.IsAgain)),
        LoopMoment.Failed failed => new(HookEvent.StopFailure, "", json => json.WriteString("error", failed.Reason)),
        LoopMoment.Compacting => Named(HookEvent.PreCompact, "auto"),
        LoopMoment.Compacted => Named(HookEvent.PostCompact, "auto"),
        _ => null,
    };

    /// <summary>An event that is told by its subject alone.</summary>
    public static HookScene Named(HookEvent at, string subject) => new(at, subject, json =>
    {
        if (HookEvents.Subject(at) is { } name)
            json.WriteString(name, subject);
    });

    /// <summary>An event about a call.</summary>
    public static HookScene Call(HookEvent at, ToolCall call, Action<Utf8JsonWriter> more) => new(at, call.Name, json =>
    {
        Call(json, call);
        more(json);
    });

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
        else if (called.Needs is [{ Kind: Pith.Permissions.NeedKind.ReadPath or Pith.Permissions.NeedKind.WritePath, Subject: var path }, ..])
        {
            json.WriteString("filePath", path);
            json.WriteBoolean("success", !called.Result.IsError);
        }

        json.WriteEndObject();
    }
}
