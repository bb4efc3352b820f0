using Pith.Permissions.Paths;
using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>The plain commands of file handling, all of whose files provably lie inside the workspace, and none of which takes effect later.</summary>
/// <param name="rules">The rules, and the workspace.</param>
/// <param name="paths">Judges what is written.</param>
/// <param name="places">The plain absolute paths a literal word may be; none where nobody can tell.</param>
internal sealed class PlainHandling(RuleBook rules, PathJudge paths, Func<SimpleCommand, ShellWord, IEnumerable<string>> places)
{
    /// <summary>Whether the command is one of them.</summary>
    /// <param name="command">The command.</param>
    /// <param name="innermost">Where it begins behind wrappers that change nothing of it.</param>
    public bool Is(SimpleCommand command, int innermost)
    {
        // A wrapper's word that becomes several would make another command of what follows.
        if (command.Assignments.Any(a => !SafeVariables.IsSafe(a.Name)) || command.Words.Take(innermost).Any(w => !w.IsLiteral || w.Text is "xargs"))
            return false;
        var words = command.Words.Skip(innermost + 1).ToArray();
        var name = command.Words[innermost] is { IsLiteral: true, Text: var text } ? text : "";
        if (name == "sed")
            return SedScript.Edited(words) is { Count: > 0 } edited && edited.All(w => !w.MayBeOption && Expanded(w) is { } files && files.All(f => IsInside(command, f)));
        return name is "mkdir" or "touch" or "rm" or "rmdir" or "mv" or "cp" && Operands(words, name) is { Count: > 0 } named && named.All(w => IsInside(command, w));
    }

    /// <summary>The operands, with each of what braces make of them; null where a word is not known, or an option that is not.</summary>
    private static List<ShellWord>? Operands(ShellWord[] words, string name)
    {
        var operands = new List<ShellWord>();
        var areOver = false;
        foreach (var word in words)
        {
            if (Expanded(word) is not { } expanded)
                return null;
            foreach (var one in expanded)
            {
                if (areOver || !one.Text.StartsWith('-') && !IsOptionInDisguise(one, name))
                    operands.Add(one);
                else if (one.Text == "--")
                    areOver = true;
                else if (one.Text.Length < 2 || one.Has(WordTraits.Pattern) || one.Text[1] != '-' && one.Text.AsSpan().ContainsAny("tTS") || one.Text[1] == '-' && one.Text is not ("--parents" or "--recursive" or "--force" or "--verbose"))
                    return null;
            }
        }

        return operands;
    }

    /// <summary>A file's name may look like an option: with cp and mv one could name another target.</summary>
    private static bool IsOptionInDisguise(ShellWord word, string name) => word.Has(WordTraits.Pattern) && name is "cp" or "mv" && word.Text.Length > 0 && word.Text[0] is '*' or '?' or '[';

    /// <summary>The words that braces make of one: literal, or a pattern. Null where quotes would have to be told from what is not quoted, or something else is replaced.</summary>
    private static IEnumerable<ShellWord>? Expanded(ShellWord word)
    {
        if (word.IsLiteral)
            return [word];
        if ((word.Traits & ~(WordTraits.Pattern | WordTraits.Braces)) != 0)
            return null;
        var texts = word.Has(WordTraits.Braces) ? BraceExpansion.Of(word.Text) : [word.Text];
        return texts is null || texts.Any(t => t.StartsWith('~')) ? null
            : texts.Where(t => t.Length > 0).Select(t => word with { Text = t, Traits = t.AsSpan().ContainsAny("*?[") ? WordTraits.Pattern : WordTraits.None });
    }

    private bool IsInside(SimpleCommand command, ShellWord word)
    {
        if (word.Has(WordTraits.Pattern))
            return IsPatternInside(command, word);
        var files = places(command, word).ToArray();
        return files.Length > 0 && files.All(p => paths.JudgeFull(p, word.Text, writes: true).Verdict == Verdict.Allow);
    }

    /// <summary>Whatever the pattern matches lies in the folder that it begins with, unless a link leads elsewhere.</summary>
    private bool IsPatternInside(SimpleCommand command, ShellWord word)
    {
        if (PatternNames.MayBeProtected(word.Text) || rules.Obeys || rules.Guards("Edit") || rules.Guards("Read"))
            return false;
        rules.Look();
        var cut = word.Text.LastIndexOf('/', word.Text.AsSpan().IndexOfAny("*?[")) + 1;
        var folders = places(command, word with { Text = cut == 0 ? "." : word.Text[..cut], Traits = WordTraits.None }).ToArray();
        return folders.Length > 0 && folders.All(f => IsAllowed(LexicalPath.Join(f, "x"), word)
            && PatternReach.Links(f, word.Text[cut..]) is { } links && links.TrueForAll(l => !PatternNames.MayMatch(word.Text[cut..], LexicalPath.NameOf(l)) || IsAllowed(l, word)));
    }

    private bool IsAllowed(string path, ShellWord word) => paths.JudgeFull(path, word.Text, writes: true).Verdict == Verdict.Allow;
}
