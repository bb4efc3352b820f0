using Pith.Permissions.Classifiers;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>What need not be asked though no rule allows it: because a sandbox holds it, or because mode auto is sure about it.</summary>
internal sealed class Relief(RuleBook rules, PermissionMode mode)
{
    private const Reach BeyondSandbox = Reach.Fetches | Reach.Sends | Reach.Services | Reach.Spends | Reach.Destroys | Reach.Privileges | Reach.Persists | Reach.Protections | Reach.Credentials | Reach.Obeyed;
    private readonly LineClassifier classifier = new(rules.IsInside, rules.Home, rules.IsTrusted);

    /// <summary>The decision on a line that would be asked about.</summary>
    /// <param name="found">Why it would be asked.</param>
    /// <param name="asks">Every part's reason to ask.</param>
    /// <param name="reading">The line.</param>
    /// <param name="isHeld">Whether it would run in the sandbox.</param>
    public Decision Of(Decision found, IReadOnlyList<Decision> asks, ShellReading reading, bool isHeld)
    {
        var holds = isHeld && (mode == PermissionMode.Auto || rules.HeldNeedsNoConsent) ? rules.Containment : Containment.None;
        if (found.Verdict != Verdict.Ask || mode is PermissionMode.Plan or PermissionMode.BypassPermissions || mode != PermissionMode.Auto && holds == Containment.None)
            return found;
        var isOpaque = found.Cause == Cause.Opaque || reading.Refusal is not null || reading.Evaluations.Count > 0 || asks.Any(a => a.Cause == Cause.Opaque);
        if (asks.Append(found).Any(a => a.Cause is Cause.Breaker or Cause.Rule) || isOpaque && (rules.Denies("Bash") || rules.Denies("Read")))
            return found;
        var (verdict, reason, reach) = classifier.Judge(reading);
        if (mode == PermissionMode.Auto && verdict == Verdict.Deny)
            return found with { Verdict = Verdict.Deny, Cause = Cause.Classifier, Reason = reason };
        if (asks.Append(found).Any(a => a.Cause == Cause.Place) || reading.Refusal is not null)
            return found;
        if (holds != Containment.None && (!isOpaque || holds == Containment.Whole))
            return (reach & BeyondSandbox) == 0
                ? found with { Verdict = Verdict.Allow, Cause = Cause.Sandbox, Reason = "the sandbox holds it: it writes only in the workspace and reaches no network" }
                : found with { Reason = $"{reason}, which the sandbox does not give" };
        if (mode != PermissionMode.Auto)
            return found;
        var isSure = verdict == Verdict.Allow && !isOpaque && !reading.Settings.Any(s => Programs.SafeVariables.MayBeObeyed(s.Name));
        return isSure ? found with { Verdict = Verdict.Allow, Cause = Cause.Classifier, Reason = reason } : found with { Reason = verdict == Verdict.Ask ? $"{found.Reason}, and {reason}" : found.Reason };
    }
}
