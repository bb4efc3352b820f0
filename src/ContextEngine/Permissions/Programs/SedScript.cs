using System.Buffers;
using Pith.Permissions.Shell;

namespace Pith.Permissions.Programs;

/// <summary>The scripts of sed that only print: sed can write files and run commands, so only forms known to do neither pass.</summary>
internal static class SedScript
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("/|,#:@\\\n");

    /// <summary>The files that it edits in place, by a script that does nothing else; null for any other use.</summary>
    public static IReadOnlyList<ShellWord>? Edited(IReadOnlyList<ShellWord> words)
    {
        var rest = words.Where(w => !w.IsLiteral || !IsInPlace(w.Text)).ToArray();
        if (rest.Length == words.Count || WhyNot(rest) is not null)
            return null;
        var files = new List<ShellWord>();
        var hasScript = false;
        for (var i = 0; i < rest.Length; i++)
            if (rest[i] is { IsLiteral: true, Text: "-e" or "-ne" })
                (hasScript, i) = (true, i + 1);
            else if (!rest[i].Text.StartsWith('-') && !hasScript)
                hasScript = true;
            else if (!rest[i].Text.StartsWith('-'))
                files.Add(rest[i]);
        return files;
    }

    public static string? WhyNot(IReadOnlyList<ShellWord> words)
    {
        var hasScript = false;
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word is { IsLiteral: true, Text: "-n" or "-E" or "-r" or "-nE" or "-nr" or "-En" or "-z" or "--quiet" or "--silent" or "--regexp-extended" })
                continue;
            if (word is { IsLiteral: true, Text: "-e" or "-ne" } && i + 1 < words.Count)
                word = words[++i];
            else if (word.Text.StartsWith('-'))
                return $"sed {word.Text} does more than read, or is not known to";
            else if (hasScript)
                continue;
            hasScript = true;
            if (!word.IsLiteral || !Prints(word.Text))
                return "this script of sed is not known to do no more than read";
        }

        return hasScript ? null : "sed without a script";
    }

    /// <summary>Whether a script is addresses and p, d, q or =, or a substitution whose flags neither write nor run; behind a semicolon further ones, without patterns where a bracket or a backslash may hide where one ends.</summary>
    internal static bool Prints(ReadOnlySpan<char> script)
    {
        if (script is [.., '\n'])
            script = script[..^1];
        var patterns = !script.ContainsAny('[', '\\');
        if (!(script is ['s', ..] ? Substitutes(ref script) : Commands(ref script, patterns: true)))
            return false;
        while (script is [';', _, ..])
        {
            script = script[1..].TrimStart(' ');
            if (!(patterns && script is ['s', ..] ? Substitutes(ref script) : Commands(ref script, patterns)))
                return false;
        }

        return script is [] or [';'];
    }

    // Another suffix could make the backup a file that is obeyed: -i.json beside .mcp.
    private static bool IsInPlace(string option)
    {
        var length = option.StartsWith("--in-place=", StringComparison.Ordinal) ? 11 : option.StartsWith("--in-place", StringComparison.Ordinal) ? 10 : option.StartsWith("-i", StringComparison.Ordinal) ? 2 : 0;
        return length > 0 && option[length..] is "" or "~" or ".bak" or ".orig" or ".old" or ".tmp";
    }

    private static bool Substitutes(ref ReadOnlySpan<char> script)
    {
        if (script.Length < 2 || script[1] is '\\' or '\n' || !Separators.Contains(script[1]))
            return false;
        var separator = script[1];
        script = script[2..];
        for (var part = 0; part < 2; part++)
        {
            if (script.IndexOfAny(Separators) is not (>= 0 and var end) || script[end] != separator)
                return false;
            script = script[(end + 1)..];
        }

        script = script.TrimStart("gpI0123456789");
        return true;
    }

    private static bool Commands(ref ReadOnlySpan<char> script, bool patterns)
    {
        Addresses(ref script, patterns, isEnd: false);
        if (script is [',', ..])
        {
            script = script[1..];
            if (!Addresses(ref script, patterns, isEnd: true))
                return false;
        }

        if (patterns && script is ['!', ..])
            script = script[1..];
        if (script is not ['p' or 'd' or 'q' or '=', ..])
            return false;
        script = script[1..];
        return true;
    }

    /// <summary>Passes a line's number, the last line or a pattern, where one stands.</summary>
    private static bool Addresses(ref ReadOnlySpan<char> script, bool patterns, bool isEnd)
    {
        if (script is ['$', ..])
        {
            script = script[1..];
            return true;
        }

        var rest = patterns && isEnd && script is ['+', ..] ? script[1..] : script;
        if (rest is [>= '0' and <= '9', ..])
        {
            script = rest.TrimStart("0123456789");
            return true;
        }

        if (!patterns || script is not ['/', ..])
            return false;
        for (var i = 1; i < script.Length; i++)
            switch (script[i])
            {
                case '/':
                    script = script[(i + 1)..];
                    return true;
                case '\\' when i + 1 < script.Length && script[i + 1] == '/':
                    i++;
                    break;
                case '\\' or ';' or '{' or '}' or '\n':
                    return false;
            }

        return false;
    }
}
