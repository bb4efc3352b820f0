using Pith.Permissions.Classifiers;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>What need not be asked though no rule allows it: because a sandbox holds it, or because mode auto is sure about it.</summary>
internal sealed class Relief(RuleBook rules, PathJudge paths, PermissionMode mode)
{
    private const Reach BeyondSandbox = Reach.Fetches | Reach.Sends | Reach.Services | Reach.Spends | Reach.Destroys | Reach.Privileges | Reach.Persists | Reach.Protections | Reach.Credentials | Reach.Obeyed;
    private readonly LineClassifier classifier = new(rules.IsInside, rules.Exists, rules.Home, rules.IsTrusted);

    /// <summary>The decision on a line that would be asked about.</summary>
    /// <param name="line">The line itself.</param>
    /// <param name="found">Why it would be asked.</param>
    /// <param name="asks">Every part's reason to ask.</param>
    /// <param name="reading">The line.</param>
    /// <param name="isHeld">Whether it would run in the sandbox.</param>
    public Decision Of(string line, Decision found, IReadOnlyList<Decision> asks, ShellReading reading, bool isHeld)
    {
        var holds = isHeld && !rules.MayMeetDenied && (mode == PermissionMode.Auto || rules.HeldNeedsNoConsent) ? rules.Containment : Containment.None;
        if (found.Verdict != Verdict.Ask || mode is PermissionMode.Plan or PermissionMode.BypassPermissions || mode != PermissionMode.Auto && holds == Containment.None)
            return found;
        var isOpaque = found.Cause == Cause.Opaque || reading.Refusal is not null || reading.Evaluations.Count > 0 || asks.Any(a => a.Cause == Cause.Opaque);
        if (asks.Append(found).Any(a => a.Cause is Cause.Breaker or Cause.Rule) || isOpaque && (rules.Denies("Bash") || rules.Denies("Read") || rules.Denies("Edit")))
            return found;
        // What a sandbox holds need not be told so closely.
        var seen = holds == Containment.None && reading.Commands.Any(c => c.Words.Any(w => !w.IsLiteral)) ? reading.With([.. reading.Commands.SelectMany(new SeenWords(rules, reading).Of)]) : reading;
        var judged = classifier.Judge(seen);
        var (verdict, reason, reach) = (judged.Verdict, judged.Reason, judged.Reach);
        if (verdict == Verdict.Deny)
            return mode == PermissionMode.Auto ? found with { Verdict = Verdict.Deny, Cause = Cause.Classifier, Reason = reason } : found with { Reason = reason };
        if (asks.Append(found).Any(a => a.Cause == Cause.Place) || reading.Refusal is not null && holds != Containment.Whole)
            return found;
        if (holds == Containment.None && new Strangeness(rules, paths, classifier).Why(seen, line) is { } strange)
            return found with { Reason = $"{found.Reason}, and {strange}" };
        if (mode == PermissionMode.Auto && holds == Containment.None && rules.IsTrusted && NetworkReading.Is(reading, rules.Folder, rules.Exists, rules.Denied))
            return found with { Verdict = Verdict.Allow, Cause = Cause.Classifier, Reason = "it only asks hosts that tell nobody what they are asked" };
        // Of what cannot be read every word counts; the kernel holds whatever it does, but brings no lost work back.
        if (reading.Refusal is not null)
            reach |= TextReach.Of(line);
        if (holds != Containment.None && (!isOpaque || holds == Containment.Whole))
            return WhyBeyond(reach, judged, reading) is not { } beyond
                ? found with { Verdict = Verdict.Allow, Cause = Cause.Sandbox, Reason = "the sandbox holds it: it writes only in the workspace and reaches no " + (rules.Hosts.IsEmpty ? "network" : "host that is not listed") }
                : Named(line, reading, found with { Reason = beyond.Reason }, judged.Culprit(beyond.Reach));
        if (mode != PermissionMode.Auto)
            return found;
        if (verdict == Verdict.Allow && !isOpaque && !reading.Settings.Any(s => Programs.SafeVariables.MayBeObeyed(s.Name)))
            return found with { Verdict = Verdict.Allow, Cause = Cause.Classifier, Reason = reason };
        return verdict == Verdict.Ask ? found with { Reason = $"{found.Reason}, and {reason}" } : found;
    }

    /// <summary>The command that a reason speaks of stands for the line, not the first that would have been asked about.</summary>
    private static Decision Named(string line, ShellReading reading, Decision found, SimpleCommand? culprit) =>
        culprit is null || reading.Refusal is not null || culprit.End > line.Length || culprit.End <= culprit.Start ? found : found with { Part = line[culprit.Start..culprit.End], At = culprit.Start };

    /// <summary>Why the sandbox does not suffice for a line, and what of it is beyond; null where it does.</summary>
    private (string Reason, Reach Reach)? WhyBeyond(Reach reach, in LineJudgement judged, ShellReading reading)
    {
        var beyond = reach & BeyondSandbox;
        // What is obeyed later cannot be changed in there; to run it, or to look at it, is nothing.
        if (reading.Refusal is null ? !judged.Parts.Any(p => (p.Reach & Reach.Obeyed) != 0 && (p.Reach & Reach.Writes) != 0) : (reach & Reach.Writes) == 0)
            beyond &= ~Reach.Obeyed;
        if (beyond == Reach.Fetches && !rules.Hosts.IsEmpty && reading.Refusal is null)
            return HostNeeds.Lacking(reading, rules.Hosts) is { } lacking ? (lacking, beyond) : null;
        return beyond == 0 ? null : ($"it reaches {ReachNames.Of(beyond)}, which the sandbox does not give", beyond);
    }
}
