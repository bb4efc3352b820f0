using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The lines of a makefile that a line brings along, as a shell gets them.</summary>
internal static class Recipes
{
    /// <summary>Whether the command at a place is a <c>make</c> that reads its rules from its input, or out of a pipe.</summary>
    public static bool AreRead(IReadOnlyList<ShellWord> words, int at) =>
        Launchers.NameOf(words[at]) is "make" or "gmake" && words.Skip(at + 1).Any(w => w.Has(WordTraits.Process) || w.Text is ['-', .., '-'] or "-" || w.Text.Contains("/dev/stdin", StringComparison.Ordinal) || w.Text.Contains("/fd/", StringComparison.Ordinal));

    /// <summary>All that may be one: each line, with what make takes away in front of it.</summary>
    /// <param name="makefile">The text.</param>
    public static IEnumerable<string> In(string makefile)
    {
        foreach (var line in makefile.Replace("\\\n", " ", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal).Replace("$(shell ", "$(", StringComparison.Ordinal).Replace("!=", ";", StringComparison.Ordinal).Split('\n'))
        {
            yield return line.TrimStart(' ', '\t', '@', '-', '+');
            if (line.IndexOf(';', StringComparison.Ordinal) is >= 0 and var rule)
                yield return line[(rule + 1)..].TrimStart(' ', '\t', '@', '-', '+');
        }
    }
}
