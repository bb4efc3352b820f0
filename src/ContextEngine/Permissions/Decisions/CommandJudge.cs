using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Decides on a command line: every part must be allowed, any part may be denied.</summary>
internal sealed class CommandJudge(RuleBook rules, PathJudge paths, PermissionMode mode)
{
    private const string Tool = "Bash";
    private readonly PartJudge parts = new(rules, paths, mode, isHeld: false);
    private readonly PartJudge heldParts = new(rules, paths, mode, isHeld: true);

    private readonly Relief relief = new(rules, paths, mode);

    /// <summary>Decides on a line that would run in the sandbox, if there is one, or outside.</summary>
    public Decision Judge(string command, bool isHeld)
    {
        if (rules.First(Verdict.Deny, r => r.Names(Tool) && r.Specifier is null) is { } denied)
            return RuleBook.Decided(denied, command);
        var reading = ShellReading.Of(command, rules.Folder, rules.Home);
        var asks = new List<Decision>();
        return relief.Of(command, Judge(command, reading, asks, isHeld && rules.HoldsDenied ? heldParts : parts), asks, reading, isHeld);
    }

    private Decision Judge(string command, ShellReading reading, List<Decision> asks, PartJudge parts)
    {
        var strictest = new ScriptJudge(rules, parts, asks, new FolderWalk()).Of(reading, command);
        if (strictest is { Verdict: Verdict.Deny })
            return strictest;
        if (reading.Refusal is { } refusal)
            return new Decision(Verdict.Ask, Cause.Opaque, $"it cannot be read: {refusal.Reason}", command, null, refusal.At);
        if (strictest is { Cause: Cause.Breaker })
            return strictest;
        // A rule that says the whole line speaks for the whole line.
        if (rules.First(Verdict.Ask, r => r.Tool == Tool && r.Specifier is not null && r.Command.IsExact && r.Specifier == command) is { } asking)
            return RuleBook.Decided(asking, command);
        if (mode != PermissionMode.Plan && strictest?.Cause != Cause.Rule && rules.First(Verdict.Allow, r => r.Tool == Tool && r.Specifier is not null && r.Command.IsExact && r.Specifier == command) is { } allowing)
            return RuleBook.Decided(allowing, command);
        if (reading.Evaluations is [var evaluation, ..] && strictest is not { Cause: Cause.Opaque })
            return new Decision(Verdict.Ask, reading.Evaluations.Any(e => e.What == Evaluation.Circle) ? Cause.Opaque : rules.Unknown(mode), $"what {evaluation.What} comes to, or starts, is only known when it runs", command, null, evaluation.At);
        var guarded = rules.Denies(Tool) || rules.Denies("Read") || rules.Denies("Edit");
        foreach (var setting in reading.Settings)
            if (SafeVariables.MayBeObeyed(setting.Name) && (guarded ? strictest is not { Cause: Cause.Opaque } : strictest is not { Verdict: Verdict.Ask }))
                return new Decision(Verdict.Ask, guarded ? Cause.Opaque : Cause.NoRule, $"{setting.Name} may change what later commands do", command, null, setting.At);
        return strictest ?? new Decision(Verdict.Allow, Cause.ReadOnly, "it does nothing", command);
    }
}
