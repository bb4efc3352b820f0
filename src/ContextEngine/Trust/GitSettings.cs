using System.Text;
using Pith.Tools.Files;

namespace Pith.Trust;

/// <summary>
/// What a repository's own settings may make git run, obey or reach: every setting but those known to do none of it, so that what
/// is new to us counts.
/// </summary>
internal static class GitSettings
{
    private const string Settings = "/settings", Program = "/program";

    /// <summary>What a file of settings is named by: its path where that says what it is; else as if what counts of it lay in it, where nothing can.</summary>
    public static string Of(string path) => AreByName(path) ? path : path + Settings;

    /// <summary>What a file is named by of which all counts, though it be named like settings.</summary>
    public static string Whole(string path) => AreByName(path) ? path + Program : path;

    /// <summary>The file behind a name, and whether it holds settings.</summary>
    public static (string File, bool AreSettings) FileOf(string name)
    {
        foreach (var part in (string[])[Settings, Program])
            if (name.EndsWith(part, StringComparison.Ordinal) && File.Exists(name[..^part.Length]))
                return (name[..^part.Length], part == Settings);
        return (name, AreByName(name));
    }

    private static bool AreByName(string path) =>
        (path.EndsWith("/config", StringComparison.Ordinal) || path.EndsWith("/config.worktree", StringComparison.Ordinal)) && path.Contains("/.git/", StringComparison.Ordinal);

    /// <summary>
    /// The settings that count, <c>section.name.key = value</c>, a line each; empty where none does. A text with continued lines is
    /// given whole: whether a backslash continues a line depends on quotes and comments, and nobody shall hide behind that.
    /// </summary>
    public static string That(string config)
    {
        string[] lines = config.Split('\n');
        if (lines.Any(l => l.TrimEnd('\r').EndsWith('\\')))
            return config;
        var text = new StringBuilder();
        var (section, name) = ("", "");
        foreach (var whole in lines)
        {
            var line = whole.Trim();
            while (line.StartsWith('[') && EndOfHead(line) is > 0 and var end)
            {
                var head = line[1..end];
                var at = head.AsSpan().IndexOfAny(" \t.\"");
                (section, name) = at < 0 ? (head.ToLowerInvariant(), "") : (head[..at].ToLowerInvariant(), head[at..].Trim(' ', '\t', '.', '"'));
                line = line[(end + 1)..].Trim();
            }

            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var key = (equals < 0 ? line : line[..equals]).Trim().ToLowerInvariant();
            if (line[0] == '[' || !HarmlessSettings.Have(section, name, key))
                text.Append(section).Append(name.Length > 0 ? "." : "").Append(name).Append('.').Append(key).Append(equals < 0 ? "" : $" = {line[(equals + 1)..].Trim()}").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Where the bracket stands that ends the head of a section, whose name may hold others in quotes; -1 where it is none.</summary>
    private static int EndOfHead(string line)
    {
        var (quote, end) = (line.IndexOf('"', StringComparison.Ordinal), line.IndexOf(']', StringComparison.Ordinal));
        if (quote < 0 || end < quote)
            return end;
        for (var i = quote + 1; i < line.Length; i++)
            if (line[i] == '\\')
                i++;
            else if (line[i] == '"')
                return line.AsSpan(i + 1).StartsWith("]") ? i + 1 : -1;
        return -1;
    }
}
