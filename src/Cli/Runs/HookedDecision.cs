using Pith.Hooks;
using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;

namespace Pith.Cli.Runs;

/// <summary>
/// What a hook's word makes of a decision. It may always be stricter. Its "allow" stands for a person's answer where nothing
/// but a person is missing: it overcomes no rule, not the breaker, and nothing that cannot be read.
/// </summary>
internal static class HookedDecision
{
    public static Decision Of(Decision decided, HookOutcome heard, PermissionMode mode)
    {
        if (decided.Verdict == Verdict.Deny)
            return decided;
        var why = string.IsNullOrEmpty(heard.Block) ? "" : $": {heard.Block}";
        return heard.Verdict switch
        {
            HookVerdict.Deny => decided with { Verdict = Verdict.Deny, Cause = Cause.Hook, Rule = null, Reason = $"a hook denies it{why}" },
            HookVerdict.Ask or HookVerdict.Defer => decided with
            {
                Verdict = mode == PermissionMode.DontAsk ? Verdict.Deny : Verdict.Ask,
                Cause = decided.Verdict == Verdict.Ask ? decided.Cause : Cause.Hook,
                Reason = $"a hook wants it asked{why}",
            },
            HookVerdict.Allow when decided is { Verdict: Verdict.Ask, Cause: not (Cause.Breaker or Cause.Opaque or Cause.Rule or Cause.Hook) } =>
                decided with { Verdict = Verdict.Allow, Cause = Cause.Hook, Reason = $"a hook allows it{why}" },
            _ => decided,
        };
    }
}
