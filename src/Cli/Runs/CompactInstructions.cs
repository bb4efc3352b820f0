using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Runs;

/// <summary>
/// What instruction files say under the heading <c>Compact instructions</c>, as Claude Code documents it: the folder's, then
/// the user's own. A boundary keeps what is named there, on top of what it keeps anyway.
/// </summary>
internal static class CompactInstructions
{
    private const long LongestFile = 1 << 20;

    public static string Of(Surroundings around, string folder)
    {
        var own = around.Variable("CLAUDE_CONFIG_DIR") is { Length: > 0 } config ? config
            : around.Variable(EnvironmentVariable.UserHome) is { Length: > 0 } home ? Path.Combine(home, ".claude") : null;
        string?[] files = [Path.Combine(folder, "CLAUDE.md"), Path.Combine(folder, "AGENTS.md"), own is null ? null : Path.Combine(own, "CLAUDE.md")];
        return string.Join('\n', files.OfType<string>().Select(Section).Where(s => s.Length > 0));
    }

    /// <summary>The text under the heading, up to the next heading of its level or above.</summary>
    internal static string SectionOf(string text)
    {
        var section = new StringBuilder();
        var level = 0;
        foreach (var line in text.Split('\n'))
        {
            var marks = line.Length - line.TrimStart('#').Length;
            if (marks > 0 && line[marks..].Trim().TrimEnd(':').Equals("compact instructions", StringComparison.OrdinalIgnoreCase))
                level = marks;
            else if (marks > 0 && marks <= level)
                level = 0;
            else if (level > 0)
                section.Append(line.TrimEnd('\r')).Append('\n');
        }

        return section.ToString().Trim();
    }

    private static string Section(string path)
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length <= LongestFile ? SectionOf(File.ReadAllText(path)) : "";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ""; // a boundary needs none
        }
    }
}
