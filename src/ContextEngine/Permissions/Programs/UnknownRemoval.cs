using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>Removal whose targets are only known when it runs: whatever they turn out to be, the root and the home folder are among it.</summary>
internal static class UnknownRemoval
{
    /// <summary>What nobody can tell of the command at a place, or null.</summary>
    public static string? Why(IReadOnlyList<ShellWord> words, int from)
    {
        var (name, arguments) = (Launchers.NameOf(words[from]), words.Skip(from + 1).ToArray());
        return name switch
        {
            "rm" or "srm" => WhyRemoves(arguments, words.Take(from)),
            "chmod" or "chown" or "chgrp" when arguments.Any(IsRecursive) => arguments.Where(a => a.Has(WordTraits.Dynamic)).Select(Unknown).FirstOrDefault(),
            "find" when arguments.Any(a => a.Text == "-delete" || Launchers.NameOf(a) == "rm") => arguments.TakeWhile(a => !a.Text.StartsWith('-')).Where(a => a.Has(WordTraits.Dynamic)).Select(Unknown).FirstOrDefault(),
            "git" => WhyCleans(arguments),
            _ => null,
        };
    }

    private static string? WhyRemoves(ShellWord[] arguments, IEnumerable<ShellWord> before)
    {
        // What is given may be '-rf' as well as '/'.
        if (before.Any(w => Launchers.NameOf(w) is "xargs" or "parallel"))
            return "what xargs gives it";
        var isRecursive = arguments.Any(IsRecursive);
        var mayBeOptions = arguments.Count(a => !a.IsLiteral && a.MayBeOption);
        foreach (var word in arguments.Where(a => a.Has(WordTraits.Dynamic)))
            if (isRecursive || word.Splits || mayBeOptions > (word.MayBeOption ? 1 : 0))
                return Unknown(word);
        return null;
    }

    /// <summary>Git's cleaning, whatever stands between git and the word, and whatever stands for its options.</summary>
    private static string? WhyCleans(ShellWord[] arguments)
    {
        var at = GitCommand.At(arguments, 0);
        if (at == arguments.Length || arguments[at].IsLiteral && arguments[at].Text != "clean")
            return null;
        if (!arguments[at].IsLiteral)
            return Unknown(arguments[at]);
        var rest = arguments[(at + 1)..];
        if (GitCommand.OnlyShowsCleaning(rest))
            return null;
        var forces = rest.Any(a => a.Text is ['-', not '-', ..] && a.Text.Contains('f') || a.Text.StartsWith("--f", StringComparison.Ordinal) || !a.IsLiteral && a.MayBeOption)
            || arguments.Take(at).Any(a => a.Text.Contains("requireForce", StringComparison.OrdinalIgnoreCase));
        return forces ? "clean, which removes files that git does not know, for good" : null;
    }

    private static bool IsRecursive(ShellWord word) =>
        word.IsLiteral && (word.Text is ['-', not '-', ..] && word.Text.AsSpan().ContainsAny("rR") || word.Text.StartsWith("--r", StringComparison.Ordinal));

    private static string Unknown(ShellWord word) => $"{word.Text}, which is only known when it runs";
}
