using System.Text;
using System.Text.Json;
using Pith.Text;

namespace Pith.Hooks;

/// <summary>
/// Reads what a hook's process said. Exit code 0: output that begins with a brace is its answer, other output context where
/// the event takes any. 2: it blocks, and standard error says why. Everything else is a failure, which blocks only where the
/// hook is a policy.
/// </summary>
internal static class HookAnswer
{
    private const int Blocks = 2;

    public static HookOutcome Of(HookHandler hook, HookEnd end)
    {
        if (end.Problem is { } problem)
            return Failure(hook, problem);
        if (end.ExitCode == Blocks)
            return Blocked(hook, Text(end.Error) is { Length: > 0 } why ? why : $"the hook {hook.Shown} blocks it and does not say why");
        if (end.ExitCode != 0)
            return Failure(hook, FormattableString.Invariant($"it exited with {end.ExitCode}{(Text(end.Error) is { Length: > 0 } said ? $": {FirstLine(said)}" : "")}"));
        var output = end.Output.Span.Trim(" \t\r\n"u8);
        if (output.IsEmpty)
            return HookOutcome.Nothing;
        if (output[0] != '{')
            return HookEvents.PlainIsContext(hook.Event) ? new HookOutcome { Context = [Encoding.UTF8.GetString(output)] } : HookOutcome.Nothing;
        try
        {
            using var document = ForeignJson.Parse(output.ToArray());
            return new HookReply(hook.Event, document.RootElement).Read();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return Failure(hook, "its output begins with a brace and is no answer in JSON");
        }
    }

    /// <summary>What a hook that could not do its work comes to.</summary>
    public static HookOutcome Failure(HookHandler hook, string problem)
    {
        var sentence = $"the {hook.Event} hook {FirstLine(hook.Shown)} failed: {problem}";
        return hook.BlocksOnFailure
            ? Blocked(hook, $"{sentence}; it is a policy, so what it guards does not go on") with { Messages = [sentence] }
            : new HookOutcome { Messages = [sentence] };
    }

    private static HookOutcome Blocked(HookHandler hook, string why) => hook.Event switch
    {
        HookEvent.PreToolUse => new HookOutcome { Verdict = HookVerdict.Deny, Block = why },
        // Exit code 2 decides nothing there, but a policy that fails must not end in consent.
        HookEvent.PermissionRequest => hook.BlocksOnFailure ? new HookOutcome { Verdict = HookVerdict.Deny, Block = why } : HookOutcome.Nothing,
        HookEvent.SessionStart or HookEvent.SessionEnd or HookEvent.SubagentStart or HookEvent.Notification or HookEvent.InstructionsLoaded or HookEvent.PostCompact or HookEvent.StopFailure => new HookOutcome { Messages = [why] },
        HookEvent.PermissionDenied => HookOutcome.Nothing,
        HookEvent.PostToolBatch => new HookOutcome { Stop = why },
        _ => new HookOutcome { Block = why },
    };

    private static string Text(ReadOnlyMemory<byte> said) => Encoding.UTF8.GetString(said.Span).Trim();

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim() is { Length: > 300 } line ? line[..300] + "…" : text.Split('\n', 2)[0].Trim();
}
