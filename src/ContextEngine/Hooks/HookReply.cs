using System.Text;
using System.Text.Json;
using Pith.Text;

namespace Pith.Hooks;

/// <summary>The answer of a hook as JSON, in the documented fields. A field of a wrong type makes the whole answer unreadable; null is as if it were not there.</summary>
internal sealed class HookReply(HookHandler hook, JsonElement answer)
{
    private const string NoReason = "a hook blocks it and does not say why", NoStopReason = "it does not say why";

    // A bare null would become an empty memory, which is something.
    private static ReadOnlyMemory<byte>? NoBytes => null;

    private HookEvent At => hook.Event;

    public HookOutcome Read()
    {
        var (own, signal) = (Specific(), Text(answer, "terminalSequence") ?? "");
        var isAllowed = TerminalSequence.IsAllowed(signal);
        var outcome = new HookOutcome
        {
            Stop = Flag(answer, "continue") == false ? Text(answer, "stopReason") ?? NoStopReason : null,
            Messages = [.. Text(answer, "systemMessage") is { } message ? (string[])[message] : [], .. isAllowed ? (string[])[] : [$"{hook.Named}: its terminalSequence is passed over; there are the bell and OSC 0, 1, 2, 9, 99 and 777, each with its end"]],
            Signal = isAllowed ? signal : "",
            Context = Text(own, "additionalContext") is { } context ? [context] : [],
            Output = (own.Given("updatedToolOutput") ?? own.Given("updatedMCPToolOutput")) is { } output ? Bytes(output) : NoBytes,
            WatchPaths = Paths(own),
            Display = At == HookEvent.MessageDisplay ? Text(own, "displayContent") : null,
            Title = At is HookEvent.SessionStart or HookEvent.UserPromptSubmit ? Text(own, "sessionTitle") : null,
            FirstMessage = At == HookEvent.SessionStart && Text(own, "initialUserMessage") is { } first && !string.IsNullOrWhiteSpace(first) ? first : null,
            MayRetry = At == HookEvent.PermissionDenied && Flag(own, "retry") == true,
        };
        if (HookEvents.IsForInformation(At))
            return outcome with { Stop = null, Messages = [], Context = [] };
        return At switch
        {
            HookEvent.PreToolUse or HookEvent.PreModelSwitch => Decided(outcome, own),
            HookEvent.PermissionRequest => Requested(outcome, own),
            _ => Blocks(own) ? outcome with { Block = Text(answer, "reason") ?? NoReason } : outcome,
        };
    }

    /// <summary>What an answer that cannot be read refuses all the same: a no is none the less for a mistake beside it. Null where it refuses nothing.</summary>
    public HookOutcome? Refusal()
    {
        var stop = All(answer, "continue").Any(v => v.ValueKind == JsonValueKind.False) ? answer.Word("stopReason") ?? NoStopReason : null;
        string? why = null;
        foreach (var own in All(answer, "hookSpecificOutput"))
        {
            if (All(own, "permissionDecision").Any(IsNo))
                why ??= own.Word("permissionDecisionReason") ?? NoReason;
            foreach (var decision in All(own, "decision"))
                if (All(decision, "behavior").Any(IsNo))
                    why ??= decision.Word("message") ?? NoReason;
        }

        if (All(answer, "decision").Any(IsNo))
            why ??= answer.Word("reason") ?? NoReason;
        if (HookEvents.IsForInformation(At) || stop is null && why is null)
            return null;
        var isAboutCall = why is not null && At is HookEvent.PreToolUse or HookEvent.PreModelSwitch or HookEvent.PermissionRequest;
        return new HookOutcome { Stop = stop, Block = why, Verdict = isAboutCall ? HookVerdict.Deny : HookVerdict.None };
    }

    /// <summary>An answer in which a key stands twice, so that it says two things: its no counts, and its yes does not.</summary>
    public HookOutcome ReadDoubled()
    {
        var outcome = Refusal() ?? Read();
        if (outcome.Verdict == HookVerdict.Allow)
            outcome = outcome with { Verdict = At == HookEvent.PermissionRequest ? HookVerdict.None : HookVerdict.Ask, Input = NoBytes, Grants = [] };
        return outcome with { Messages = [.. outcome.Messages, $"{hook.Named} has a key twice in its answer; a no in it counts, a yes does not"] };
    }

    /// <summary>Every value of a key, however often it stands there.</summary>
    private static IEnumerable<JsonElement> All(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object ? parent.EnumerateObject().Where(p => p.NameEquals(name)).Select(p => p.Value) : [];

    private static bool IsNo(JsonElement word) => word.ValueKind == JsonValueKind.String && word.GetString() is ("deny" or "block");

    private HookOutcome Decided(HookOutcome outcome, JsonElement own)
    {
        if (answer.Given("permissionDecision") is not null || own.Given("decision") is not null)
            throw new JsonException("permissionDecision belongs in hookSpecificOutput, and decision beside it");
        // 'approve' and 'block' are the older words for the same; others have 'deny' there, and a no is a no.
        var (word, reason) = Text(own, "permissionDecision") is { } decision
            ? (decision, Text(own, "permissionDecisionReason"))
            : (Text(answer, "decision") switch { "approve" => "allow", "block" or "deny" => "deny", null => null, var other => $"decision {other}" }, Text(answer, "reason"));
        return outcome with
        {
            Verdict = word switch
            {
                null => HookVerdict.None,
                "allow" => HookVerdict.Allow,
                "ask" => HookVerdict.Ask,
                "defer" => HookVerdict.Defer,
                "deny" => HookVerdict.Deny,
                _ => throw new JsonException($"'{ShortText.Cut(word, 60)}' is no decision"),
            },
            Block = word is null ? null : reason ?? "",
            Input = Input(own),
        };
    }

    private HookOutcome Requested(HookOutcome outcome, JsonElement own)
    {
        if (own.Given("decision") is not { } decision)
            return outcome;
        var message = Text(decision, "message") ?? "";
        return Text(decision, "behavior") switch
        {
            "allow" => outcome with
            {
                Verdict = HookVerdict.Allow,
                Block = message,
                Input = Input(decision),
                Grants = decision.Given("updatedPermissions") is { } updates ? [new HookGrant(hook.Named, Encoding.UTF8.GetBytes(updates.GetRawText()))] : [],
            },
            "deny" => outcome with { Verdict = HookVerdict.Deny, Block = message, Stop = Flag(decision, "interrupt") == true ? message : outcome.Stop },
            var other => throw new JsonException(other is null ? "its decision has no behavior" : $"'{ShortText.Cut(other, 60)}' is no behavior; there are allow and deny"),
        };
    }

    private bool Blocks(JsonElement own) => Text(answer, "decision") switch
    {
        null when own.Given("decision") is not null => throw new JsonException("decision belongs beside hookSpecificOutput"),
        null or "approve" => false,
        "block" or "deny" => true,
        var other => throw new JsonException($"'{ShortText.Cut(other, 60)}' is no decision; there is block"),
    };

    /// <summary>What is said for this event. What is said for another was meant for something: it is not passed over.</summary>
    private JsonElement Specific()
    {
        if (answer.Given("hookSpecificOutput") is not { } own)
            return default;
        if (own.ValueKind != JsonValueKind.Object)
            throw new JsonException("hookSpecificOutput must be an object");
        return Text(own, "hookEventName") is { } name && name != At.ToString() ? throw new JsonException($"it answers the event '{ShortText.Cut(name, 60)}'") : own;
    }

    private static string[]? Paths(JsonElement own) => own.Given("watchPaths") is not { } paths ? null
        : paths.ValueKind == JsonValueKind.Array && paths.EnumerateArray().All(p => p.ValueKind == JsonValueKind.String) ? [.. paths.EnumerateArray().Select(p => p.GetString()!)]
        : throw new JsonException("watchPaths must be a list of texts");

    private static ReadOnlyMemory<byte>? Input(JsonElement own) => own.Given("updatedInput") is not { } input ? NoBytes
        : input.ValueKind == JsonValueKind.Object ? Bytes(input)
        : throw new JsonException("updatedInput must be an object");

    private static ReadOnlyMemory<byte> Bytes(JsonElement value) => Encoding.UTF8.GetBytes(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());

    private static string? Text(JsonElement parent, string name) => parent.Given(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new JsonException($"{name} must be a text");

    private static bool? Flag(JsonElement parent, string name) => parent.Given(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw new JsonException($"{name} must be true or false");
}
