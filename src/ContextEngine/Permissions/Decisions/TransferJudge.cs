using Pith.Permissions.Paths;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>Decides on what a copying, moving or linking command would write besides what it names.</summary>
internal sealed class TransferJudge(RuleBook rules, PathJudge paths)
{
    private readonly Operands operands = new(rules, paths);

    /// <summary>The rule that denies editing one of the paths, as a decision; null where none does.</summary>
    public Decision? Denied(SimpleCommand command, CommandForms forms)
    {
        if (!rules.Denies("Edit"))
            return null;
        foreach (var arrivals in forms.Starts.Select(at => Of(command, at, line: null)))
            foreach (var path in arrivals is null ? [] : arrivals.Named.Concat(arrivals.Brought))
                if (rules.DeniesEditing(path) is { } rule)
                    return RuleBook.Decided(rule, path);
        return null;
    }

    /// <summary>Why nobody can tell which files it would write, or null.</summary>
    public string? WhyUnknown(SimpleCommand command, CommandForms forms, JudgedLine line) => forms.Starts.Select(at => Of(command, at, line)?.WhyUnknown).FirstOrDefault(why => why is not null);

    /// <summary>Why a mode that accepts edits does not accept these; null where it does, or where it is no such command.</summary>
    public Decision? Refused(SimpleCommand command, CommandForms forms, JudgedLine line)
    {
        foreach (var arrivals in forms.Starts.Select(at => Of(command, at, line)))
        {
            if (arrivals is null)
                continue;
            foreach (var path in arrivals.Named.Distinct(StringComparer.Ordinal).Concat(arrivals.Brought.Where(IsWatched)))
                if (paths.JudgeFull(path, path, writes: true) is { Verdict: not Verdict.Allow } found && (found.Cause != Cause.Place || rules.IsInside(path)))
                    return found with { Reason = $"it would write {path}: {found.Reason}" };
            if (arrivals.WhyUnknown is { } why)
                return new Decision(Verdict.Ask, Cause.Opaque, $"{why}, and it may bring what takes effect later", "");
        }

        return null;
    }

    private Arrivals? Of(SimpleCommand command, int at, JudgedLine? line)
    {
        rules.Look();
        return Arrivals.Of(command, at, operands, line);
    }

    /// <summary>Whether one of the many paths below a destination needs more than a look at its name: most are as good as what they lie in.</summary>
    private bool IsWatched(string path) =>
        ProtectedPaths.WhyProtected(LexicalPath.IsWithin(path, rules.Folder) ? path[rules.Folder.Length..] : path) is not null || rules.WhyObeyed(path) is not null
        || rules.OnPath(Verdict.Deny, "Edit", path) is not null || rules.OnPath(Verdict.Ask, "Edit", path) is not null || RuleBook.IsLink(path);
}
