using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Finds the strictest decision on the parts of a script, and on the scripts and the code that those are given.</summary>
/// <param name="rules">The rules.</param>
/// <param name="parts">Judges a part.</param>
/// <param name="asks">Takes every decision to ask.</param>
/// <param name="walk">Looks through folders, on one budget for the line and all scripts in it.</param>
/// <param name="depth">Scripts around it; 0 for the line itself.</param>
internal sealed class ScriptJudge(RuleBook rules, PartJudge parts, List<Decision> asks, FolderWalk walk, int depth = 0)
{
    private const int Deepest = 8;
    private Decision? strictest;

    /// <summary>The decision; null where nothing in it is decided on.</summary>
    /// <param name="reading">The script.</param>
    /// <param name="source">Its text.</param>
    /// <param name="outer">What is known of the variables around it.</param>
    public Decision? Of(ShellReading reading, string source, Lazy<KnownValues>? outer = null)
    {
        var known = new Lazy<KnownValues>(() => KnownValues.Of(reading, source, rules.Home, outer?.Value), isThreadSafe: false);
        var line = new JudgedLine(reading, source, isOuter: depth == 0, known, walk);
        var (runsWhatIsSaid, runsItsCode, saysWords, runsRecipes) = (false, false, false, false);
        foreach (var part in reading.Commands)
        {
            Consider(parts.Judge(part, line));
            var given = new HashSet<string>(StringComparer.Ordinal); // a launcher in front hands on the same text
            foreach (var at in CommandForms.Of(part).Starts)
            {
                runsWhatIsSaid |= GivenScripts.RunsWhatItReads(part, at);
                if (ForeignCode.IsRead(part, at))
                    (runsItsCode, saysWords) = (true, saysWords || Interpreters.SaysWords(Launchers.NameOf(part.Words[at])));
                runsRecipes |= Recipes.AreRead(part.Words, at);
                ConsiderGiven(part, at, given, known);
            }
        }

        // Which of the texts a program gets is not followed: each is one that it may.
        if (runsWhatIsSaid || runsItsCode || runsRecipes)
            foreach (var part in reading.Commands)
                foreach (var said in GivenScripts.SaidBy(part).Concat(part == reading.Commands[0] ? reading.Documents : []))
                {
                    if (runsWhatIsSaid)
                        Consider(Forbidden(said, part.Folders));
                    if (runsItsCode)
                        Consider(Foreign(ForeignCode.Read(said, saysWords), part, isHeard: false));
                    foreach (var recipe in runsRecipes ? Recipes.In(said) : [])
                        Consider(Forbidden(recipe, part.Folders));
                }

        foreach (var part in runsWhatIsSaid ? reading.Commands : [])
            foreach (var at in CommandForms.Of(part).Starts)
                if (ForeignCode.Of(part, at) is { } code)
                    Consider(Foreign(code, part, isHeard: true));
        foreach (var (script, part) in GivenScripts.Aliased(reading.Commands))
            Consider(Forbidden(script, part.Folders));
        return strictest;
    }

    /// <summary>What a program is given to run in its own words.</summary>
    private void ConsiderGiven(SimpleCommand part, int at, HashSet<string> given, Lazy<KnownValues> known)
    {
        if (Launchers.Script(part.Words, at) is { IsLiteral: true } told && given.Add(told.Text))
            Consider(Inner(told.Text, part.Folders, asks));
        if (ForeignCode.Of(part, at) is { } code)
            Consider(Foreign(code, part, isHeard: false));
        foreach (var script in GivenScripts.Of(part, at))
            if (given.Add(script))
                Consider(Forbidden(script, part.Folders, IsOwn(part, at) ? new Lazy<KnownValues>(() => known.Value.At(part.Start), isThreadSafe: false) : null));
    }

    /// <summary>What a program in another language would remove, by itself or by a shell; and what rules deny of what it may run.</summary>
    private Decision? Foreign(ForeignCode code, SimpleCommand part, bool isHeard)
    {
        foreach (var word in code.Removed())
            if (CriticalRemoval.WhyRemoved(word, part.Folders, rules.Folder, rules.Home) is { } why)
                return new Decision(Verdict.Ask, Cause.Breaker, $"the code that {Launchers.NameOf(part.Words[0])} is given removes {why}", word.Text, null, part.Start);
        foreach (var told in code.Commands(isHeard))
            if (Forbidden(told, part.Folders) is { } found)
                return found.Cause == Cause.Breaker ? found
                    : new Decision(Verdict.Ask, Cause.Opaque, $"the code that {Launchers.NameOf(part.Words[0])} is given may run what {(found.Rule is { } rule ? $"{rule} denies" : "is denied")}", told, null, part.Start);
        return null;
    }

    /// <summary>What an inner shell is told may be denied, or hide what is; being harmless does not make the outer one so.</summary>
    private Decision? Inner(string script, FolderSet folders, List<Decision> asked, Lazy<KnownValues>? outer = null)
    {
        var isTooDeep = depth >= Deepest;
        var reading = ShellReading.Of(script, folders, rules.Home);
        var found = isTooDeep ? null : new ScriptJudge(rules, parts, asked, walk, depth + 1).Of(reading, script, outer);
        if (found is { Verdict: Verdict.Deny } or { Cause: Cause.Breaker })
            return found;
        if (!rules.Denies("Bash") && !rules.Denies("Read") && !rules.Denies("Edit"))
            return null;
        return found is { Cause: Cause.Opaque } ? found
            : isTooDeep || reading.Refusal is not null || reading.Evaluations.Count > 0 ? new Decision(Verdict.Ask, Cause.Opaque, "what an inner shell is told cannot be read", script) : null;
    }

    /// <summary>Of a text that may reach a shell only what no one may run counts; that it cannot be told is <see cref="Concealment"/>'s to say.</summary>
    private Decision? Forbidden(string script, FolderSet folders, Lazy<KnownValues>? outer = null) =>
        Inner(script, folders, [], outer) is { } found && (found.Verdict == Verdict.Deny || found.Cause == Cause.Breaker) ? found : null;

    /// <summary>Whether the variables of the line are those of what it is told: the same shell runs it, or has put them in before.</summary>
    private static bool IsOwn(SimpleCommand command, int at) =>
        Launchers.NameOf(command.Words[at]) is "trap" or "eval" || Launchers.Script(command.Words, at) is { IsLiteral: false };

    private void Consider(Decision? decision)
    {
        if (decision is { Verdict: Verdict.Ask })
            asks.Add(decision);
        if (decision is not null && (strictest is null || decision.Verdict > strictest.Verdict || decision.Verdict == strictest.Verdict && Weight(decision) > Weight(strictest)))
            strictest = decision;
    }

    /// <summary>Of what is asked, that comes first which no mode takes away; of what is allowed, what a rule had to allow.</summary>
    private static int Weight(Decision decision) => decision.Verdict == Verdict.Allow
        ? decision.Cause switch { Cause.Rule => 2, Cause.ReadOnly => 0, _ => 1 }
        : decision.Cause switch { Cause.Breaker => 2, Cause.Opaque => 1, _ => 0 };
}
