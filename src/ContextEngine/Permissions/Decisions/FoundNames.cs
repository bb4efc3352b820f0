using System.Buffers;
using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>What <c>xargs</c> gives a program that only reads, where <c>find</c> told it: names below folders of the workspace, which begin like those and so are no options.</summary>
internal sealed class FoundNames(RuleBook rules, PathJudge paths)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" \t\n'\"\\");

    /// <summary>Where the command of an <c>xargs</c> begins that only takes names, or -1.</summary>
    public static int Inner(IReadOnlyList<ShellWord> words)
    {
        var at = 1;
        while (at < words.Count && words[at].IsLiteral && words[at].Text is "-0" or "-r" or "-0r" or "-r0" or "--null" or "--no-run-if-empty" or "-n1" or "-P4" or "-P8" or "-n" or "-P")
            at += words[at].Text is "-n" or "-P" ? 2 : 1;
        return words.Count > 0 && words[0] is { IsLiteral: true, Text: "xargs" } && at < words.Count && words[at].Text is not ['-', ..] && words.Take(at).All(w => w.IsLiteral) ? at : -1;
    }

    /// <summary>Whether all that the command is given is known to be harmless to read.</summary>
    /// <param name="command">The command, an <c>xargs</c>.</param>
    /// <param name="line">Its line, which makes no file.</param>
    /// <param name="program">What it starts.</param>
    public bool AreHarmless(SimpleCommand command, JudgedLine line, string program)
    {
        if (Find(command, line.Commands, line.Source, out var isFiltered) is not { } find)
            return false;
        // To what counts lines, names that end otherwise are no names.
        var isWhole = find.Words.Any(w => w.Text == "-print0");
        return !(isWhole && isFiltered) && isWhole == command.Words.Any(w => w.Text is "-0" or "-0r" or "-r0" or "--null") && AreHarmless(find.Words, find.Folders, line, program, isWhole);
    }

    /// <summary>The same of what a search finds.</summary>
    /// <param name="words">The search.</param>
    /// <param name="folders">Where it starts.</param>
    /// <param name="line">Its line, which makes no file.</param>
    /// <param name="program">What is given the names.</param>
    /// <param name="isWhole">Whether no name is split.</param>
    public bool AreHarmless(IReadOnlyList<ShellWord> words, FolderSet folders, JudgedLine line, string program, bool isWhole = true)
    {
        if (program is not ("grep" or "egrep" or "fgrep" or "cat" or "head" or "tail" or "wc" or "ls" or "stat" or "file" or "md5sum" or "sha1sum" or "sha256sum" or "cut" or "nl" or "echo" or "basename" or "dirname") || rules.Guards("Read") || line.MakesFiles)
            return false;
        var end = 1;
        while (end < words.Count && words[end].Text is not (['-', ..] or "(" or "!"))
            end++;
        for (var i = end; i < words.Count; i++)
            if (words[i].Text is "-name" or "-iname" or "-path" or "-ipath" or "-wholename" or "-type" or "-maxdepth" or "-mindepth" or "-size" or "-mtime" or "-mmin" or "-newer")
                i++;
            else if (words[i].Text is not ("-not" or "!" or "-o" or "-or" or "-a" or "-and" or "(" or ")" or "-prune" or "-print" or "-print0" or "-empty"))
                return false;
        if (words.Any(w => !w.IsLiteral) || folders.Paths is not [var folder])
            return false;
        rules.Look();
        foreach (var start in words.Skip(1).Take(end - 1).Select(w => w.Text).DefaultIfEmpty(".").Distinct(StringComparer.Ordinal))
            if (start.Length == 0 || start[0] is '/' or '~' || start.Contains("..", StringComparison.Ordinal) || Splits(start) || IsKept(LexicalPath.Join(folder, start))
                || !Directory.Exists(LexicalPath.Join(folder, start)) || line.Walk.First(LexicalPath.Join(folder, start), [], e => !isWhole && Splits(e.Name) || e.LinkTarget is not null && IsKept(e.FullName)) is not null)
                return false;
        return true;
    }

    /// <summary>The command that tells the names, through such as only leave some out.</summary>
    private static SimpleCommand? Find(SimpleCommand command, IReadOnlyList<SimpleCommand> line, string source, out bool isFiltered)
    {
        isFiltered = false;
        for (var next = command; next.ReadsPipe;)
        {
            var before = line.LastOrDefault(c => c.End <= next.Start);
            if (before is null || before.Words.Count == 0 || before.Words.Any(w => !w.IsLiteral) || source.AsSpan(before.End, next.Start - before.End).Trim() is not "|"
                || before.Assignments.Count > 0 || before.Redirections.Any(r => r.Target.Text is not "/dev/null"))
                return null;
            if (before.Name == "find")
                return before;
            if (!LineFilters.Are(before.Words))
                return null;
            isFiltered = true;
            next = before;
        }

        return null;
    }

    /// <summary>Whether <c>xargs</c> makes several words of a name, or another.</summary>
    private static bool Splits(string name) => name.AsSpan().ContainsAny(Special);

    private bool IsKept(string path) => paths.JudgeFull(path, path, writes: false).Verdict != Verdict.Allow;
}
