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
        var strictest = Parts(reading, command, depth: 0, asks, parts);
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
            return new Decision(Verdict.Ask, Cause.Opaque, $"what {evaluation.What} comes to, or starts, is only known when it runs", command, null, evaluation.At);
        var guarded = rules.Denies(Tool) || rules.Denies("Read") || rules.Denies("Edit");
        foreach (var setting in reading.Settings)
            if (SafeVariables.MayBeObeyed(setting.Name) && (guarded ? strictest is not { Cause: Cause.Opaque } : strictest is not { Verdict: Verdict.Ask }))
                return new Decision(Verdict.Ask, guarded ? Cause.Opaque : Cause.NoRule, $"{setting.Name} may change what later commands do", command, null, setting.At);
        return strictest ?? new Decision(Verdict.Allow, Cause.ReadOnly, "it does nothing", command);
    }

    /// <summary>The strictest decision on the parts of a script, and on the scripts they are given.</summary>
    private Decision? Parts(ShellReading reading, string source, int depth, List<Decision> asks, PartJudge parts, Lazy<KnownValues>? outer = null)
    {
        Decision? strictest = null;
        var known = new Lazy<KnownValues>(() => KnownValues.Of(reading, source, rules.Home, outer?.Value), isThreadSafe: false);
        var (runsWhatIsSaid, runsItsCode) = (false, false);
        var line = new JudgedLine(reading, source, isOuter: depth == 0, known);
        foreach (var part in reading.Commands)
        {
            Consider(parts.Judge(part, line));
            var given = new HashSet<string>(StringComparer.Ordinal); // a launcher in front hands on the same text
            foreach (var at in CommandForms.Of(part).Starts)
            {
                runsWhatIsSaid |= GivenScripts.RunsWhatItReads(part, at);
                if (Launchers.Script(part.Words, at) is { IsLiteral: true } told && given.Add(told.Text))
                    Consider(Inner(told.Text, part.Folders, depth + 1, asks, parts));
                runsItsCode |= ForeignCode.IsRead(part, at);
                if (ForeignCode.Of(part, at) is { } code)
                    Consider(Foreign(code, part, isHeard: false));
                foreach (var script in GivenScripts.Of(part, at))
                    if (given.Add(script))
                        Consider(Forbidden(script, part.Folders, depth + 1, parts, IsOwn(part, at) ? new Lazy<KnownValues>(() => known.Value.At(part.Start), isThreadSafe: false) : null));
            }
        }

        // Which of the texts a shell gets is not followed: each is one that it may.
        if (runsWhatIsSaid || runsItsCode)
            foreach (var part in reading.Commands)
            {
                foreach (var said in GivenScripts.SaidBy(part).Concat(part == reading.Commands[0] ? reading.Documents : []))
                {
                    if (runsWhatIsSaid)
                        Consider(Forbidden(said, part.Folders, depth + 1, parts));
                    if (runsItsCode)
                        Consider(Foreign(ForeignCode.Read(said), part, isHeard: false));
                }

                foreach (var at in runsWhatIsSaid ? CommandForms.Of(part).Starts : [])
                    if (ForeignCode.Of(part, at) is { } code)
                        Consider(Foreign(code, part, isHeard: true));
            }

        return strictest;

        // What a program in another language would remove, by itself or by a shell.
        Decision? Foreign(ForeignCode code, SimpleCommand part, bool isHeard)
        {
            foreach (var word in code.Removed())
                if (CriticalRemoval.WhyRemoved(word, part.Folders, rules.Folder, rules.Home) is { } why)
                    return new Decision(Verdict.Ask, Cause.Breaker, $"the code that {Launchers.NameOf(part.Words[0])} is given removes {why}", word.Text, null, part.Start);
            foreach (var told in code.Commands(isHeard))
                if (Forbidden(told, part.Folders, depth + 1, parts) is { Cause: Cause.Breaker } found)
                    return found;
            return null;
        }

        void Consider(Decision? decision)
        {
            if (decision is { Verdict: Verdict.Ask })
                asks.Add(decision);
            if (decision is not null && (strictest is null || decision.Verdict > strictest.Verdict || decision.Verdict == strictest.Verdict && Weight(decision) > Weight(strictest)))
                strictest = decision;
        }
    }

    /// <summary>What an inner shell is told may be denied, or hide what is; being harmless does not make the outer one so.</summary>
    private Decision? Inner(string script, FolderSet folders, int depth, List<Decision> asks, PartJudge parts, Lazy<KnownValues>? outer = null)
    {
        const int deepest = 8;
        var reading = ShellReading.Of(script, folders, rules.Home);
        var strictest = depth > deepest ? null : Parts(reading, script, depth, asks, parts, outer);
        if (strictest is { Verdict: Verdict.Deny } or { Cause: Cause.Breaker })
            return strictest;
        if (!rules.Denies(Tool) && !rules.Denies("Read") && !rules.Denies("Edit"))
            return null;
        return strictest is { Cause: Cause.Opaque } ? strictest
            : depth > deepest || reading.Refusal is not null || reading.Evaluations.Count > 0 ? new Decision(Verdict.Ask, Cause.Opaque, "what an inner shell is told cannot be read", script) : null;
    }

    /// <summary>Whether the variables of the line are those of what it is told: the same shell runs it, or has put them in before.</summary>
    private static bool IsOwn(SimpleCommand command, int at) =>
        Launchers.NameOf(command.Words[at]) is "trap" or "eval" || Launchers.Script(command.Words, at) is { IsLiteral: false };

    /// <summary>Of a text that may reach a shell only what no one may run counts; that it cannot be told is <see cref="Concealment"/>'s to say.</summary>
    private Decision? Forbidden(string script, FolderSet folders, int depth, PartJudge parts, Lazy<KnownValues>? outer = null) =>
        Inner(script, folders, depth, [], parts, outer) is { } found && (found.Verdict == Verdict.Deny || found.Cause == Cause.Breaker) ? found : null;

    /// <summary>Of what is asked, that comes first which no mode takes away; of what is allowed, what a rule had to allow.</summary>
    private static int Weight(Decision decision) => decision.Verdict == Verdict.Allow
        ? decision.Cause switch { Cause.Rule => 2, Cause.ReadOnly => 0, _ => 1 }
        : decision.Cause switch { Cause.Breaker => 2, Cause.Opaque => 1, _ => 0 };
}
