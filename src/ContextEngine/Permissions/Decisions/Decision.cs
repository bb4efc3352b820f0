using Pith.Permissions.Rules;

namespace Pith.Permissions.Decisions;

/// <summary>What is decided about a need, and why; a value, so that it can be logged and shown.</summary>
/// <param name="Verdict">Whether it may be.</param>
/// <param name="Cause">What kind of reason decided.</param>
/// <param name="Reason">Why, as a phrase for people.</param>
/// <param name="Part">The part of the command it was decided on; the subject itself for anything else.</param>
/// <param name="Rule">The rule that decided, or null.</param>
/// <param name="At">Where the part begins in the subject, in UTF-16 units.</param>
public sealed record Decision(Verdict Verdict, Cause Cause, string Reason, string Part, Rule? Rule = null, int At = 0)
{
    /// <summary>When it ends.</summary>
    public DecisionExpiry Expiry => Cause == Cause.Breaker ? DecisionExpiry.Never : Scope switch
    {
        DecisionScope.Session => DecisionExpiry.Session,
        DecisionScope.Settings => DecisionExpiry.SettingsChange,
        _ => DecisionExpiry.Call,
    };

    /// <summary>What it speaks for besides this call.</summary>
    public DecisionScope Scope => Rule is null ? DecisionScope.Call : Rule.Source == RuleSource.CommandLine ? DecisionScope.Session : DecisionScope.Settings;
}
