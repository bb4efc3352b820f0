using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The uses of <c>gh</c> that only ask GitHub something. It speaks to hosts that it has a login for, and obeys no file of the folder but the repository's remotes.</summary>
internal static partial class GhReading
{
    private static readonly FrozenSet<string> Asking = new[]
    {
        "pr view", "pr list", "pr diff", "pr checks", "pr status", "issue view", "issue list", "issue status", "run view", "run list", "run watch", "repo view", "repo list", "release view", "release list", "workflow list", "workflow view",
        "label list", "search code", "search commits", "search issues", "search prs", "search repos", "auth status",
    }.ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\$ENV|(?<![\w.])env(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Environment { get; }

    private static readonly FrozenSet<string> OptionsOfApi = new[] { "--paginate", "--slurp", "--include", "-i" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> ValuesOfApi = new[] { "--jq", "-q", "--template", "-t", "--cache", "--preview", "-p" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether it only asks.</summary>
    /// <param name="arguments">All that stands behind <c>gh</c>.</param>
    public static bool Is(IReadOnlyList<ShellWord> arguments)
    {
        // A question mark makes a pattern of an address; were there a file of the name, the word would be that, and no option either.
        if (arguments.Count < 2 || !arguments.All(a => a.IsLiteral || a.Traits == WordTraits.Pattern && a.Text.StartsWith("repos/", StringComparison.Ordinal)))
            return false;
        var words = arguments.Select(a => a.Text).ToArray();
        // A filter may show the environment, where a token may be; else it names no host, and what it makes goes to the reader.
        for (var i = words.Length - 2; i > 1; i--)
            if (words[i] is "--jq" or "-q")
            {
                if (Environment.IsMatch(words[i + 1]))
                    return false;
                // It is the option itself where no other can have it for a value.
                if (words[0] != "api" && !words[i - 1].StartsWith('-') && !words.AsSpan(0, i).Contains("--"))
                    words = [.. words[..i], .. words[(i + 2)..]];
            }

        // Behind "--" a word is a pull request or a branch, however many slashes it has.
        if (words is ["pr", _, ..] && Array.IndexOf(words, "--") is > 1 and var ends && words.Skip(ends + 1).All(IsBranch))
            words = words[..ends];
        // What names a host names GitHub's: HOST/OWNER/REPO, git@HOST:OWNER/REPO and addresses are words of gh for others.
        if (words[0] != "api" && Array.Exists(words, w => !w.StartsWith("https://github.com/", StringComparison.Ordinal) && (w.AsSpan().ContainsAny("@:") || w.Count(c => c == '/') > 1))
            || Array.Exists(words, w => w.Contains("://", StringComparison.Ordinal) && !w.StartsWith("https://github.com/", StringComparison.Ordinal)))
            return false;
        if (words[0] == "api")
            return Api(words.AsSpan(1));
        // A browser would be opened, a token shown, another host asked.
        return Asking.Contains($"{words[0]} {words[1]}") && !words.AsSpan(2).ContainsAny("--web", "--show-token", "--hostname")
            && !words.Skip(2).Any(w => w is ['-', not '-', ..] && (w.Contains('w') || w.Contains('R') && w is not "-R" || words[0] == "auth") || w.StartsWith("--web=", StringComparison.Ordinal) || w.StartsWith("--show-token=", StringComparison.Ordinal) || w.StartsWith("--hostname=", StringComparison.Ordinal));
    }

    private static bool IsBranch(string word) => word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/');

    /// <summary>Without a field, a body or a method <c>gh api</c> gets; a header could say that another method was meant.</summary>
    private static bool Api(ReadOnlySpan<string> words)
    {
        var paths = 0;
        for (var i = 0; i < words.Length; i++)
            if (ValuesOfApi.Contains(words[i]))
                i++;
            else if (!words[i].StartsWith('-'))
                paths++;
            else if (!OptionsOfApi.Contains(words[i]))
                return false;
        return paths == 1;
    }
}
