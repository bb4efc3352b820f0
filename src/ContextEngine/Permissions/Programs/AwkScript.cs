using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The scripts of awk that only print what they are given: it can write, run and read anything, so the ways to that may not be named.</summary>
internal static class AwkScript
{
    /// <summary>Why these arguments may do more than read, or null.</summary>
    public static string? WhyNot(IReadOnlyList<ShellWord> words)
    {
        var at = 0;
        for (; at < words.Count && words[at].Text.StartsWith('-'); at++)
            if (words[at] is { IsLiteral: true, Text: "-F" or "-v" } && at + 1 < words.Count && (words[at + 1].Traits & ~WordTraits.Dynamic & ~WordTraits.Quoted) == 0)
                at++;
            else if (words[at] is not { IsLiteral: true, Text: ['-', 'F', _, ..] })
                return $"awk {words[at].Text} does more than read, or is not known to";
        return at < words.Count && words[at].IsLiteral && Prints(words[at].Text) ? null : "this script of awk is not known to do no more than read";
    }

    // Before the first brace nothing is printed, so what stands there compares. ARGV names files, and some names hold the environment.
    private static bool Prints(string script)
    {
        foreach (var way in (ReadOnlySpan<string>)["system", "getline", "ARG", "ENVIRON", "PROCINFO", "TAB", "@"])
            if (script.Contains(way, StringComparison.Ordinal))
                return false;
        script = script.Replace("||", "", StringComparison.Ordinal).Replace(">=", "", StringComparison.Ordinal);
        if (script.Contains('|'))
            return false;
        // So does what stands in parentheses, where no text, pattern or comment may hold one.
        var (isBehind, depth, isPlain) = (false, 0, !script.AsSpan().ContainsAny("\"/\\#"));
        foreach (var letter in script)
        {
            isBehind |= letter == '{';
            depth += letter switch { '(' => 1, ')' => -1, _ => 0 };
            if (letter == '>' && isBehind && !(isPlain && depth > 0))
                return false;
        }

        return true;
    }
}
