using System.Globalization;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Diffs;

/// <summary>A diff as lines to be shown: what changes with three lines around it, red and green, and signs for those who see no colour.</summary>
internal static class DiffLines
{
    private const int Around = 3, Most = 60;

    /// <summary>The lines; none where nothing differs.</summary>
    /// <param name="changes">The diff.</param>
    public static List<Line> Of(IReadOnlyList<LineChange> changes)
    {
        var shown = new List<Line>();
        var digits = changes.Count == 0 ? 1 : changes[^1].Number.ToString(CultureInfo.InvariantCulture).Length + 1;
        var (last, left) = (-1, 0);
        for (var i = 0; i < changes.Count; i++)
        {
            if (!IsNear(changes, i))
                continue;
            if (shown.Count >= Most)
            {
                left++;
                continue;
            }

            if (last >= 0 && last < i - 1)
                shown.Add(Line.Of("  ⋮", Style.Dim));
            shown.Add(Shown(changes[i], digits));
            last = i;
        }

        if (left > 0)
            shown.Add(Line.Of($"  … {left} more lines of the diff", Style.Dim));
        return shown;
    }

    private static bool IsNear(IReadOnlyList<LineChange> changes, int at)
    {
        for (var i = Math.Max(0, at - Around); i <= Math.Min(changes.Count - 1, at + Around); i++)
            if (changes[i].Kind != ' ')
                return true;
        return false;
    }

    private static Line Shown(LineChange change, int digits)
    {
        var line = new Line { IsVerbatim = true }.Add($"  {change.Number.ToString(CultureInfo.InvariantCulture).PadLeft(digits)} ", Style.Dim);
        return line.Add($"{change.Kind} {change.Text}", change.Kind switch { '+' => Style.Of(Paint.Green), '-' => Style.Of(Paint.Red), _ => Style.Plain });
    }
}
