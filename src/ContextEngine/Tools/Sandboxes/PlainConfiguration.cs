using System.Buffers;

namespace Pith.Tools.Sandboxes;

/// <summary>A configuration of git that runs nothing: how the repository is stored, where its remotes lie and which branches follow them, as clone and init write it.</summary>
internal static class PlainConfiguration
{
    private const string Words = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";

    private static readonly SearchValues<char> Word = SearchValues.Create(Words), Name = SearchValues.Create(Words + ".-"), Branch = SearchValues.Create(Words + ".-/"), Filter = SearchValues.Create(Words + ":="), Blanks = SearchValues.Create(" \t\v\f\r\n");

    // What ends a value, or makes another one of it.
    private static readonly SearchValues<char> Breaks = SearchValues.Create(" \t\v\f\r\n\\\"#;");

    /// <summary>Whether it says nothing else. A line that is not known makes it no plain one.</summary>
    public static bool Is(string text)
    {
        var section = "";
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            if (Section(line) is { } head)
                section = head;
            else if (line.Length > 0 && !(line.IndexOf(" = ") is > 0 and var equals && IsPlain(section, line[..equals].ToString(), line[(equals + 3)..])))
                return false;
        }

        return true;
    }

    private static string? Section(ReadOnlySpan<char> line)
    {
        if (line is not ['[', .., ']'])
            return null;
        var inner = line[1..^1];
        var name = inner.IndexOf(' ') is > 0 and var blank ? inner[..blank] : inner;
        if (name.Length < inner.Length && (inner[(name.Length + 1)..] is not ['"', .. var sub, '"'] || sub.ContainsAny('"', '\\')))
            return null;
        return name is "core" or "extensions" or "user" or "init" or "remote" or "branch" or "submodule" ? name.ToString() : null;
    }

    private static bool IsPlain(string section, string key, ReadOnlySpan<char> value) => (section, key) switch
    {
        ("core", "repositoryformatversion" or "filemode" or "bare" or "logallrefupdates" or "ignorecase" or "precomposeunicode" or "symlinks") => Are(value, Word),
        ("remote", "url") => IsAddress(value),
        ("remote", "fetch") => IsReference(value is ['+', ..] ? value[1..] : value),
        ("remote", "tagOpt") => value.StartsWith("--") && value.Count('-') <= 3 && Are(value[2..], Name) && value is [_, _, not '-', ..] && !value.Contains('.'),
        ("remote", "promisor") => value is "true",
        ("remote", "partialclonefilter") => Are(value, Filter),
        ("branch", "remote") => Are(value, Name),
        ("branch", "merge") => IsReference(value),
        ("branch", "rebase") or ("submodule", "active") => Are(value, Word),
        ("submodule", "url") => value.StartsWith("https://") && !value.ContainsAny(Breaks),
        ("user", "name" or "email") => !value.ContainsAny('"', '\\'),
        ("extensions", _) => key.ToUpperInvariant() is "OBJECTFORMAT" or "REFSTORAGE" or "PARTIALCLONE" && Are(value, Word),
        ("init", _) => key.Equals("defaultBranch", StringComparison.OrdinalIgnoreCase) && Are(value, Branch),
        _ => false,
    };

    /// <summary>Whether nothing is started over it but what the person's own configuration has for it.</summary>
    private static bool IsAddress(ReadOnlySpan<char> value)
    {
        if (value.ContainsAny(Breaks))
            return false;
        if (value.StartsWith("git@"))
            return value.IndexOf(':') is > 4 and var colon && Are(value[4..colon], Name);
        return value.StartsWith("https://") || value.StartsWith("ssh://") && value.Length > 6 && (value[6] == '@' || Word.Contains(value[6]));
    }

    private static bool IsReference(ReadOnlySpan<char> value) => value.Length > 5 && value.StartsWith("refs/") && !value.ContainsAny(Blanks) && value[^1] != '\\';

    private static bool Are(ReadOnlySpan<char> value, SearchValues<char> letters) => value.Length > 0 && !value.ContainsAnyExcept(letters);
}
