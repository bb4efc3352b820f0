using System.Text;
using Pith.Instructions;

namespace Pith.Cli.Runs;

/// <summary>
/// What the instruction files in force say under the heading <c>Compact instructions</c>, as Claude Code documents it. A
/// boundary keeps what is named there, on top of what it keeps anyway.
/// </summary>
internal static class CompactInstructions
{
    public static string Of(InstructionTree tree) =>
        string.Join('\n', tree.Read([]).Where(f => f.Skipped is null).Select(f => SectionOf(f.Text)).Where(s => s.Length > 0));

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
}
