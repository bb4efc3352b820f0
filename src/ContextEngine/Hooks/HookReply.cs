using System.Text;
using System.Text.Json;

namespace Pith.Hooks;

/// <summary>The answer of a hook as JSON, in the documented fields. A field of a wrong type makes the whole answer unreadable.</summary>
internal sealed class HookReply(HookEvent at, JsonElement answer)
{
    // A bare null would become an empty memory, which is something.
    private static ReadOnlyMemory<byte>? NoBytes => null;

    public HookOutcome Read()
    {
        var own = Specific();
        var outcome = new HookOutcome
        {
            Stop = answer.TryGetProperty("continue", out var goesOn) && !goesOn.GetBoolean() ? Text(answer, "stopReason") ?? "a hook ended the run" : null,
            Messages = Text(answer, "systemMessage") is { } message ? [message] : [],
            Context = Text(own, "additionalContext") is { } context ? [context] : [],
            Output = own.ValueKind == JsonValueKind.Object && (own.TryGetProperty("updatedToolOutput", out var output) || own.TryGetProperty("updatedMCPToolOutput", out output)) ? Bytes(output) : NoBytes,
            WatchPaths = Paths(own),
            Display = at == HookEvent.MessageDisplay ? Text(own, "displayContent") : null,
            Title = at is HookEvent.SessionStart or HookEvent.UserPromptSubmit ? Text(own, "sessionTitle") : null,
            MayRetry = at == HookEvent.PermissionDenied && own.ValueKind == JsonValueKind.Object && own.TryGetProperty("retry", out var retry) && retry.GetBoolean(),
        };
        if (HookEvents.IsForInformation(at))
            return outcome with { Stop = null, Messages = [], Context = [] };
        return at switch
        {
            HookEvent.PreToolUse or HookEvent.PreModelSwitch => Decided(outcome, own),
            HookEvent.PermissionRequest => Requested(outcome, own),
            _ => Text(answer, "decision") == "block" ? outcome with { Block = Text(answer, "reason") ?? "a hook blocks it and does not say why" } : outcome,
        };
    }

    private HookOutcome Decided(HookOutcome outcome, JsonElement own)
    {
        // 'approve' and 'block' are the older words for the same.
        var (word, reason) = Text(own, "permissionDecision") is { } decision
            ? (decision, Text(own, "permissionDecisionReason"))
            : (Text(answer, "decision") switch { "approve" => "allow", "block" => "deny", _ => "" }, Text(answer, "reason"));
        return outcome with
        {
            Verdict = word switch
            {
                "" => HookVerdict.None,
                "allow" => HookVerdict.Allow,
                "ask" => HookVerdict.Ask,
                "defer" => HookVerdict.Defer,
                "deny" => HookVerdict.Deny,
                _ => throw new JsonException($"'{word}' is no decision"),
            },
            Block = word.Length == 0 ? null : reason ?? "",
            Input = Input(own),
        };
    }

    private static HookOutcome Requested(HookOutcome outcome, JsonElement own)
    {
        if (own.ValueKind != JsonValueKind.Object || !own.TryGetProperty("decision", out var decision))
            return outcome;
        var message = Text(decision, "message") ?? "";
        return Text(decision, "behavior") switch
        {
            "allow" => outcome with { Verdict = HookVerdict.Allow, Block = message, Input = Input(decision), Permissions = Updates(decision) },
            "deny" => outcome with
            {
                Verdict = HookVerdict.Deny,
                Block = message,
                Stop = decision.TryGetProperty("interrupt", out var interrupt) && interrupt.GetBoolean() ? message : outcome.Stop,
            },
            var other => throw new JsonException($"'{other}' is no behaviour"),
        };
    }

    /// <summary>What is said for this event; what is said for another counts for nothing.</summary>
    private JsonElement Specific() =>
        answer.TryGetProperty("hookSpecificOutput", out var own) && (Text(own, "hookEventName") ?? at.ToString()) == at.ToString() ? own : default;

    private static string[]? Paths(JsonElement own) =>
        own.ValueKind == JsonValueKind.Object && own.TryGetProperty("watchPaths", out var paths) ? [.. paths.EnumerateArray().Select(p => p.GetString() ?? "")] : null;

    private static ReadOnlyMemory<byte>? Updates(JsonElement decision) =>
        decision.TryGetProperty("updatedPermissions", out var updates) && updates.ValueKind == JsonValueKind.Array ? Bytes(updates) : NoBytes;

    private static ReadOnlyMemory<byte>? Input(JsonElement own) =>
        own.ValueKind == JsonValueKind.Object && own.TryGetProperty("updatedInput", out var input) && input.ValueKind == JsonValueKind.Object ? Bytes(input) : NoBytes;

    private static ReadOnlyMemory<byte> Bytes(JsonElement value) => Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
}
