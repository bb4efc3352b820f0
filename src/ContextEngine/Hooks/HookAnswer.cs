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
        var output = end.Output.Span.Trim(" \t\r\n"u8);
        if (output.StartsWith("\uFEFF"u8))
            output = output[3..].TrimStart(" \t\r\n"u8); // which some programs put before all that they print
        if (hook.Event == HookEvent.WorktreeCreate && end.ExitCode == 0)
            return WorktreeReply.Of(output) is { } folder ? new HookOutcome { Worktree = folder } : Failure(hook, "it names no folder");
        var (reply, wrong) = output is [(byte)'{', ..] ? Reply(hook, output) : (null, "");
        if (end.ExitCode == Blocks)
        {
            if (hook is { Event: HookEvent.PermissionRequest, BlocksOnFailure: false })
                return reply ?? HookOutcome.Nothing; // there the answer alone decides
            // Nothing that is printed besides takes the no back.
            var said = reply?.Block is { Length: > 0 } reason && reply.Verdict is HookVerdict.None or HookVerdict.Deny ? reason : Text(end.Error);
            var blocked = Blocked(hook, said.Length > 0 ? said : $"the hook {hook.Shown} blocks it and does not say why");
            return reply is null ? blocked : blocked with { Context = reply.Context, Messages = [.. blocked.Messages, .. reply.Messages], Stop = blocked.Stop ?? reply.Stop, WatchPaths = reply.WatchPaths };
        }

        // An answer counts whatever the exit code, except where failing is a no.
        if (end.ExitCode != 0 && (reply is null || hook.BlocksOnFailure || hook.Event is HookEvent.WorktreeCreate or HookEvent.WorktreeRemove))
            return Failure(hook, FormattableString.Invariant($"it exited with {end.ExitCode}{(Text(end.Error) is { Length: > 0 } why ? $": {FirstLine(why)}" : "")}"));
        if (output is [(byte)'{', ..])
            return hook.Event == HookEvent.WorktreeRemove ? HookOutcome.Nothing : reply ?? Failure(hook, wrong);
        return !output.IsEmpty && HookEvents.PlainIsContext(hook.Event) ? new HookOutcome { Context = [Encoding.UTF8.GetString(output)] } : HookOutcome.Nothing;
    }

    /// <summary>What a hook that could not do its work comes to.</summary>
    public static HookOutcome Failure(HookHandler hook, string problem)
    {
        var sentence = $"{hook.Named} failed: {FirstLine(problem)}";
        return hook.BlocksOnFailure || hook.Event is HookEvent.WorktreeCreate or HookEvent.WorktreeRemove
            ? Blocked(hook, hook.BlocksOnFailure ? $"{sentence}; it is a policy, so what it guards does not go on" : sentence) with { Messages = [sentence] }
            : new HookOutcome { Messages = [sentence] };
    }

    /// <summary>The answer, or what is wrong with it; one that refuses is an answer in any case.</summary>
    private static (HookOutcome? Reply, string Wrong) Reply(HookHandler hook, ReadOnlySpan<byte> output)
    {
        JsonDocument document;
        var (bytes, isDoubled) = (output.ToArray(), false);
        try
        {
            try
            {
                document = ForeignJson.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            }
            catch (JsonException)
            {
                document = ForeignJson.Parse(bytes);
                isDoubled = true; // it is JSON but for that
            }
        }
        catch (JsonException)
        {
            return (null, "its output begins with a brace and is no answer in JSON");
        }

        using (document)
        {
            var reply = new HookReply(hook, document.RootElement);
            try
            {
                return (isDoubled ? reply.ReadDoubled() : reply.Read(), "");
            }
            catch (JsonException unread)
            {
                var wrong = $"its answer in JSON cannot be read: {unread.Message}";
                return (reply.Refusal() is { } refusal ? refusal with { Messages = [$"{hook.Named} refuses, and {wrong}"] } : null, wrong);
            }
        }
    }

    private static HookOutcome Blocked(HookHandler hook, string why) => hook.Event switch
    {
        HookEvent.PreToolUse or HookEvent.PreModelSwitch => new HookOutcome { Verdict = HookVerdict.Deny, Block = why },
        // Exit code 2 decides nothing there, but a policy that fails must not end in consent.
        HookEvent.PermissionRequest => hook.BlocksOnFailure ? new HookOutcome { Verdict = HookVerdict.Deny, Block = why } : HookOutcome.Nothing,
        HookEvent.SessionStart or HookEvent.SessionEnd or HookEvent.SubagentStart or HookEvent.PostCompact or HookEvent.CwdChanged or HookEvent.FileChanged or HookEvent.PostModelSwitch => new HookOutcome { Messages = [why] },
        _ when HookEvents.IsForInformation(hook.Event) && hook is not { Event: HookEvent.MessageDisplay, BlocksOnFailure: true } => HookOutcome.Nothing,
        HookEvent.PostToolBatch => new HookOutcome { Stop = why },
        _ => new HookOutcome { Block = why },
    };

    private static string Text(ReadOnlyMemory<byte> said) => Encoding.UTF8.GetString(said.Span).Trim();

    private static string FirstLine(string text) => ShortText.FirstLine(text, 300);
}
