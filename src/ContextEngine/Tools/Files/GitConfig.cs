using System.Text;

namespace Pith.Tools.Files;

/// <summary>One setting of git's: <c>[section "name"] key = value</c>.</summary>
/// <param name="Section">Its section, in small letters.</param>
/// <param name="Name">What the section names, as it stands; empty where it names nothing.</param>
/// <param name="Key">Its key, in small letters.</param>
/// <param name="Value">Without quotes and comments; empty where none is given.</param>
internal readonly record struct GitSetting(string Section, string Name, string Key, string Value)
{
    /// <summary>Whether it makes git read another file.</summary>
    public bool Includes => Key == "path" && (Section is "include" or "includeif");

    /// <summary>Whether it says where the hooks are.</summary>
    public bool NamesHooks => Section == "core" && Key == "hookspath";
}

/// <summary>Reads a file of git's settings as git does, byte by byte; what git refuses is passed over to the end of its line. Source: git-config(1), "Syntax".</summary>
internal static class GitConfig
{
    /// <summary>Its settings in their order. Linear; never throws.</summary>
    public static IEnumerable<GitSetting> Read(string text)
    {
        var (section, name, at) = ("", "", text.StartsWith('\uFEFF') ? 1 : 0);
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c))
                at++;
            else if (c is '#' or ';')
                at = EndOfLine(text, at);
            else if (c == '[')
                (section, name) = Head(text, ref at) ?? (section, name);
            else
            {
                var start = at;
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '-'))
                    at++;
                var key = text[start..at].ToLowerInvariant();
                while (at < text.Length && text[at] is ' ' or '\t')
                    at++;
                if (key.Length > 0 && at < text.Length && text[at] == '=')
                {
                    at++;
                    yield return new GitSetting(section, name, key, Value(text, ref at));
                    continue;
                }

                var ends = at == text.Length || text[at] is '\n' or '\r' or '#' or ';';
                at = EndOfLine(text, at);
                if (ends && key.Length > 0)
                    yield return new GitSetting(section, name, key, "");
            }
        }
    }

    private static int EndOfLine(string text, int at) => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;

    private static (string Section, string Name)? Head(string text, ref int at)
    {
        var start = ++at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '.'))
            at++;
        var section = text[start..at].ToLowerInvariant();
        while (at < text.Length && text[at] is ' ' or '\t')
            at++;
        var name = new StringBuilder();
        if (at < text.Length && text[at] == '"')
        {
            for (at++; at < text.Length && text[at] is not ('"' or '\n'); at++)
                name.Append(text[at] == '\\' && at + 1 < text.Length ? text[++at] : text[at]);
            at += at < text.Length && text[at] == '"' ? 1 : 0;
        }

        if (at >= text.Length || text[at] != ']')
        {
            at = EndOfLine(text, at);
            return null;
        }

        at++;
        return name.Length == 0 && section.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? (section[..dot], section[(dot + 1)..]) : (section, name.ToString());
    }

    private static string Value(string text, ref int at)
    {
        var value = new StringBuilder();
        var (inQuotes, kept) = (false, 0); // blanks behind what is kept count only where more follows
        for (; at < text.Length && text[at] != '\n'; at++)
        {
            var c = text[at];
            if (c == '\\')
            {
                at += text.AsSpan(at + 1).StartsWith("\r\n") ? 1 : 0;
                if (++at >= text.Length)
                    break;
                if (text[at] != '\n')
                    kept = value.Append(text[at] switch { 'n' => '\n', 't' => '\t', 'b' => '\b', var other => other }).Length;
            }
            else if (c == '"')
                (inQuotes, kept) = (!inQuotes, value.Length);
            else if (!inQuotes && c is ('#' or ';'))
            {
                at = EndOfLine(text, at);
                break;
            }
            else if (!inQuotes && char.IsWhiteSpace(c))
            {
                if (value.Length > 0)
                    value.Append(c);
            }
            else
                kept = value.Append(c).Length;
        }

        value.Length = kept;
        return value.ToString();
    }
}
