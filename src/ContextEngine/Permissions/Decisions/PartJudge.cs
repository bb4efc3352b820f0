using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Settings;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Decides on one simple command: deny, breaker, redirections, ask, allow, read-only, file handling, nothing.</summary>
/// <param name="rules">The rules.</param>
/// <param name="paths">Judges paths.</param>
/// <param name="mode">The mode.</param>
/// <param name="isHeld">Whether a sandbox keeps every program from the paths that rules deny.</param>
internal sealed class PartJudge(RuleBook rules, PathJudge paths, PermissionMode mode, bool isHeld)
{
    private const string Tool = "Bash";
    private readonly Operands operands = new(rules, paths);
    private readonly TransferJudge transfers = new(rules, paths);
    private readonly HiddenAccess hidden = new(rules, paths, isHeld);
    private readonly FoundNames found = new(rules, paths);

    /// <summary>Decides on it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="line">The line it stands in.</param>
    public Decision Judge(SimpleCommand command, JudgedLine line)
    {
        var source = line.Source;
        var part = source[Math.Min(command.Start, source.Length)..Math.Min(Math.Max(command.End, command.Start), source.Length)];
        part = part.Length == 0 ? string.Join(' ', command.Words.Select(w => w.Text)) : part;
        Decision Found(Verdict verdict, Cause cause, string reason) => new(verdict, cause, reason, part, null, command.Start);

        var forms = CommandForms.Of(command);
        if (forms.Innermost > 0 || ReadOnlyPrograms.Find(command.Name) is null)
            rules.Look(); // what it would remove, or where, is looked up
        if (Rule(Verdict.Deny, forms.ForDenial) is { } denying)
            return RuleBook.Decided(denying, part, command.Start);
        if (operands.Ruled(command, forms.Innermost, Verdict.Deny) is { } forbidden)
            return forbidden with { Part = part, At = command.Start };
        if (transfers.Denied(command, forms) is { } unnamed)
            return unnamed with { Part = part, At = command.Start };
        foreach (var from in forms.Starts)
            if (CriticalRemoval.Why(CriticalRemoval.Weighs(Launchers.NameOf(command.Words[from])) && command.Words.Skip(from + 1).Any(w => w.Has(WordTraits.Dynamic | WordTraits.Braces)) ? line.Known.Expand(command, from, source) : command.Words, from, command.Folders, rules.Folder, rules.Home) is { } critical)
                return Found(Verdict.Ask, Cause.Breaker, critical);
        var redirected = operands.Redirected(command);
        if (redirected is { Cause: Cause.Breaker } or { Verdict: Verdict.Deny })
            return redirected with { Part = part, At = command.Start };
        if (Operands.OfNetwork(command, forms.Innermost) is { } network)
            return Found(Verdict.Ask, Cause.Opaque, $"{network} is a path of a network");
        if (mode != PermissionMode.Plan && WhyHidden(command, forms, line) is { } unseen)
            return Found(Verdict.Ask, Cause.Opaque, $"{unseen}, and rules deny what it could be");
        if (Rule(Verdict.Ask, forms.ForDenial) is { } asking)
            return RuleBook.Decided(asking, part, command.Start);
        if (operands.Ruled(command, forms.Innermost, Verdict.Ask) is { } asked)
            return asked with { Part = part, At = command.Start };
        if (redirected is { Verdict: Verdict.Ask })
            return redirected with { Part = part, At = command.Start, Cause = redirected.Cause == Cause.Opaque && redirected.Reason.EndsWith("when it runs", StringComparison.Ordinal) ? rules.Unknown(mode) : redirected.Cause };
        if (operands.WhyNotNamed(command, command.Matched) is { } named)
            return Found(Verdict.Ask, Cause.NoRule, named);
        if (command.Words.Count == 0)
            return WhyAssignmentMatters(command, alone: true) is { } alone ? Found(Verdict.Ask, Cause.NoRule, alone) : redirected is null ? Found(Verdict.Allow, Cause.ReadOnly, "it sets a variable of its own") : redirected with { Part = part, At = command.Start };
        if (mode == PermissionMode.Plan)
            return WhyNotReadOnly(command, forms, line) is { } changes ? Found(Verdict.Deny, Cause.Mode, $"mode plan only reads, and {changes}") : Found(Verdict.Allow, Cause.ReadOnly, "it only reads");
        if (Allowing(command, forms) is { } allowing)
            return RuleBook.Decided(allowing, part, command.Start);
        if (!command.Words[0].IsLiteral)
            return Found(Verdict.Ask, rules.Unknown(mode), $"which program {command.Words[0].Text} is, is only known when it runs");
        if (WhyNotReadOnly(command, forms, line) is not { } why)
            return redirected is { Cause: not Cause.ReadOnly } && command.Redirections.Any(r => r.Writes) ? redirected with { Part = part, At = command.Start } : Found(Verdict.Allow, Cause.ReadOnly, "it only reads");
        var accepts = mode is PermissionMode.AcceptEdits or PermissionMode.Auto;
        if (accepts && transfers.Refused(command, forms, line) is { } refused)
            return refused with { Part = part, At = command.Start };
        if (accepts && operands.HandlesFilesInside(command, forms.Innermost))
            return Found(Verdict.Allow, Cause.Mode, "the mode accepts edits in the workspace");
        why = operands.WhyProtected(command, forms.Innermost) is { } kept ? kept : why;
        return operands.WhyObeyed(command) is { } obeyed ? Found(Verdict.Ask, Cause.Place, obeyed) : Found(Verdict.Ask, Cause.NoRule, why);
    }

    /// <summary>Why the command may be, or may read or change, what a rule denies though its words do not say so.</summary>
    private string? WhyHidden(SimpleCommand command, CommandForms forms, JudgedLine line)
    {
        if ((rules.Denies("Read") || rules.Denies("Edit") || rules.Denies(Tool)) && SafeVariables.SetBy(command).FirstOrDefault(SafeVariables.IsInfluential) is { } name)
            return $"{name} may change what is read or run";
        if (hidden.Why(command, forms, line) is { } why)
            return why;
        if (!rules.Denies(Tool))
            return null;
        return Concealment.Why(command, forms)
            ?? (rules.First(Verdict.Deny, r => r.Names(Tool) && r.Specifier is not null && forms.Unfinished.Any(r.Command.MayMatch)) is { } rule ? $"whether {rule} holds is only known when it runs" : null);
    }

    private Rule? Rule(Verdict verdict, IReadOnlyList<string> forms) =>
        rules.First(verdict, r => r.Names(Tool) && (r.Specifier is null || forms.Any(f => r.Command.Matches(f))));

    /// <summary>The rule that allows the command, by its name up to its innermost wrapper.</summary>
    private Rule? Allowing(SimpleCommand command, CommandForms forms)
    {
        if (rules.First(Verdict.Allow, r => r.Names(Tool) && r.Specifier is not null && LaunchedForm.IsAllowed(r.Command, command, forms.Innermost)) is { } spelt)
            return spelt;
        if (WhyAssignmentMatters(command, alone: false) is not null)
            return null;
        var isOpaque = !command.Words[0].IsLiteral;
        return rules.First(Verdict.Allow, r => r.Names(Tool) && (r.Specifier is null ? !isOpaque || !rules.Guards(Tool)
            : !isOpaque && (r.Command.IsExact ? forms.ForAllowance.Any(f => r.Command.Matches(f)) : forms.ForAllowance is [.., var innermost] && !forms.HidesCommand && r.Command.Matches(innermost))));
    }

    private static string? WhyAssignmentMatters(SimpleCommand command, bool alone)
    {
        foreach (var assignment in command.Assignments)
            if (SafeVariables.LeadsToCatalogue(assignment.Name, assignment.Value) || (alone ? SafeVariables.IsInfluential(assignment.Name) : !SafeVariables.IsSafe(assignment.Name)))
                return $"{assignment.Name} may change what {(alone ? "later commands do" : "the command does")}";
        return null;
    }

    private string? WhyNotReadOnly(SimpleCommand command, CommandForms forms, JudgedLine line)
    {
        if (command.Words.Count == 0)
            return null;
        if (WhyAssignmentMatters(command, alone: false) is { } matters)
            return matters;
        if (rules.IsTrusted && VersionQuestion.Is(command.Words, forms.Innermost) && !command.Words.Take(forms.Innermost).Any(w => w.Text == "xargs") && command.Folders.IsKnown && command.Folders.Paths.ToArray().All(rules.IsInside))
            return null;
        var why = WhyNotReads(command, forms, line);
        if (why is null || ReadOnlyPrograms.Find(command.Name) is null)
            return why;
        if ((line.Seen ??= new SeenWords(rules, line.Reading)).Of(command) is var seen && seen is [var only] && only == command)
            return why;
        return seen.Select(one => WhyNotReads(one, forms, line)).FirstOrDefault(one => one is not null);
    }

    private string? WhyNotReads(SimpleCommand command, CommandForms forms, JudgedLine line)
    {
        var words = command.Words.Skip(forms.Innermost > 0 ? forms.Innermost : Math.Max(FoundNames.Inner(command.Words), 0)).ToArray();
        if (!words[0].IsLiteral || ReadOnlyPrograms.Find(words[0].Text) is not { } program)
            return $"no rule allows {(words[0].Text.Length == 0 ? "it" : words[0].Text)}";
        var arguments = words.AsSpan(1).ToArray();
        // To the folder where it stands anyway: nothing but these spellings, since links may lead away.
        if (program.Name == "git" && arguments is [{ IsLiteral: true, Text: "-C" }, { IsLiteral: true } place, ..] && (place.Text is "." or "./" || place.Text == rules.Folder))
            arguments = arguments[2..];
        if (program.WhyNot(arguments) is { } why)
            return program.Name == "find" && ReadsFound(command, words, line) ? null : why;
        if (program.Name == "git")
        {
            if (!rules.IsTrusted)
                return "git obeys the configuration of a repository that is not trusted";
            if (!command.Folders.IsKnown || command.Folders.Paths is not [var only] || only != LexicalPath.Join("", rules.Folder))
                return "git runs in another folder, whose configuration it obeys";
        }

        // What xargs adds is not in the text; only what prints its arguments may be given anything.
        if (program.Name is not ("echo" or "basename" or "dirname") && command.Words.Take(command.Words.Count - words.Length).Any(w => w.Text == "xargs") && !(FoundNames.Inner(command.Words) == command.Words.Count - words.Length && line.IsAlone(command) && found.AreHarmless(command, line, program.Name)))
            return $"what xargs gives to {program.Name} is only known when it runs";
        return program.TakesPaths ? operands.WhyNotReadable(command, program, arguments) : operands.WhyNotNamed(command, arguments);
    }

    /// <summary>Whether <c>find</c> starts nothing but one program that reads what was found.</summary>
    private bool ReadsFound(SimpleCommand command, ShellWord[] words, JudgedLine line)
    {
        var at = Array.FindIndex(words, w => w.Text == "-exec");
        if (at < 0 || at + 2 >= words.Length || words[^1] is not { IsLiteral: true, Text: ";" or "+" } || !words[at + 1].IsLiteral || ReadOnlyPrograms.Find(words[at + 1].Text) is not { } reader)
            return false;
        ShellWord[] search = words[1..at], read = [.. words[(at + 2)..^1].Where(w => w.Text != "{}")];
        return Array.TrueForAll(read, w => w.IsLiteral && !w.Text.Contains("{}", StringComparison.Ordinal) && w.Text is not (";" or "+")) && reader.WhyNot(read) is null && operands.WhyNotReadable(command, reader, read) is null
            && ReadOnlyPrograms.Find("find")!.WhyNot(search) is null && operands.WhyNotReadable(command, ReadOnlyPrograms.Find("find")!, search) is null && line.IsAlone(command) && found.AreHarmless(words[..at], command.Folders, line, reader.Name);
    }
}
