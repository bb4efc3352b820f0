using Pith.Permissions.Programs;
using Pith.Permissions.Rules;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Decisions;

/// <summary>
/// A command with what stands before it: variables, or a launcher with its options. A pattern allows it where it spells all of that out, and the program too:
/// <c>sudo apt *</c> says what may run, <c>sudo *</c> says nothing.
/// </summary>
internal static class LaunchedForm
{
    /// <summary>Whether a pattern spells out how the command begins, and matches it.</summary>
    public static bool IsAllowed(CommandPattern pattern, SimpleCommand command, int innermost)
    {
        var words = command.Words;
        if (pattern.IsExact || command.Assignments.Count == 0 && !IsLauncher(Launchers.NameOf(words[innermost])))
            return false;
        if (ProgramAt(words, innermost) is not (>= 0 and var program) || command.Assignments.Any(a => !a.Value.IsLiteral))
            return false;
        var before = command.Assignments.Select(a => $"{a.Name}={a.Value.Text}").ToArray();
        var beginning = string.Join(' ', before.Concat(words.Skip(innermost).Take(program - innermost + 1).Select(w => w.Text)));
        if (words.Skip(innermost).Take(program - innermost + 1).Any(w => !w.IsLiteral || w.Text.AsSpan().ContainsAny(" \t\n")) || before.Any(a => a.AsSpan().ContainsAny(" \t\n")))
            return false;
        var star = pattern.Text.IndexOf('*', StringComparison.Ordinal);
        var certain = star < 0 ? pattern.Text : pattern.Text[..star];
        return (certain + " ").StartsWith(beginning + " ", StringComparison.Ordinal)
            && pattern.Matches(string.Join(' ', words.Skip(program + 1).Select(w => w.Text).Prepend(beginning)));
    }

    /// <summary>Where the program stands that a launcher starts, or that has no launcher; -1 where that is never told by a beginning.</summary>
    private static int ProgramAt(IReadOnlyList<ShellWord> words, int innermost)
    {
        var at = innermost;
        var name = Launchers.NameOf(words[at]);
        if (IsLauncher(name))
            at = Launchers.Hidden(words, innermost).FirstOrDefault(i => !TakesNext(name, words[i - 1].Text), -1);
        if (at < 0)
            return -1;
        var program = Launchers.NameOf(words[at]);
        return Launchers.Launches(program) || Launchers.IsShell(program) || program is "find" or "fd" ? -1 : at;
    }

    /// <summary>Launchers whose options are told from what they start; of the others, and of those that are never approved by a beginning, nothing is.</summary>
    private static bool IsLauncher(string name) => name is "sudo" or "doas" or "env" or "xargs";

    /// <summary>Whether the word before belongs to an option that may take the next one.</summary>
    private static bool TakesNext(string launcher, string before) => before switch
    {
        ['-', '-'] => false,
        ['-', '-', ..] => !before.Contains('='),
        ['-', var option] => !(launcher switch { "sudo" => "EnHkKbisSAPB", "doas" => "ns", "env" => "i0v", _ => "0rtpox" }).Contains(option),
        _ => false,
    };
}
