using Pith.Permissions.Decisions;
using Pith.Permissions.Rules;

namespace Pith.Cli.Runs;

/// <summary>How a call was answered.</summary>
/// <param name="Allowed">Whether it may run.</param>
/// <param name="By">Who decided: <c>rule</c>, <c>mode</c>, <c>hook</c>, <c>pith</c> itself, <c>person</c>, or <c>nobody</c> where no one was there to ask.</param>
/// <param name="Decision">What the authority made of it.</param>
/// <param name="Reason">Why, as a phrase.</param>
/// <param name="IsChanged">Whether a hook put other arguments in place of the model's.</param>
internal sealed record ConsentGiven(bool Allowed, string By, Decision Decision, string Reason, bool IsChanged)
{
    /// <summary>The word for who decided, by the kind of reason.</summary>
    private static string ByOf(Cause cause) => cause switch
    {
        Cause.Rule => "rule",
        Cause.Hook => "hook",
        Cause.Mode => "mode",
        _ => "pith",
    };

    /// <summary>An answer that needed no person.</summary>
    public static ConsentGiven Of(Decision decision) => decision.Verdict == Verdict.Allow
        ? new(true, ByOf(decision.Cause), decision, decision.Reason, false)
        : new(false, ByOf(decision.Cause), decision, $"not permitted: {decision.Reason}", false);
}
