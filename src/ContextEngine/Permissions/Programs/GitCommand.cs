using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>Where the subcommand of git stands behind the options of git itself.</summary>
internal static class GitCommand
{
    /// <summary>The place of the subcommand, at or after <paramref name="from"/>; the number of words where there is none.</summary>
    public static int At(IReadOnlyList<ShellWord> words, int from)
    {
        var at = from;
        while (at < words.Count && words[at].Text.StartsWith('-'))
            at += words[at].Text is "-C" or "-c" or "--git-dir" or "--work-tree" or "--namespace" or "--config-env" or "--super-prefix" or "--attr-source" ? 2 : 1;
        return Math.Min(at, words.Count);
    }
}
