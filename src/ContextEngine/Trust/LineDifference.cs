namespace Pith.Trust;

/// <summary>The lines that differ between two texts, with two lines around each place.</summary>
internal static class LineDifference
{
    private const int Around = 2;

    // The table has one cell for each pair of lines between what both begin and end with; beyond this the middle is shown as replaced.
    private const long MostCells = 4_000_000;

    public static IEnumerable<string> Of(string before, string now)
    {
        var (a, b) = (Split(before), Split(now));
        var head = 0;
        while (head < a.Length && head < b.Length && a[head] == b[head])
            head++;
        var tail = 0;
        while (tail < a.Length - head && tail < b.Length - head && a[^(tail + 1)] == b[^(tail + 1)])
            tail++;
        var steps = new List<(char Mark, string Line)>();
        steps.AddRange(a[..head].Select(l => (' ', l)));
        steps.AddRange(Middle(a[head..^tail], b[head..^tail]));
        steps.AddRange(a[^tail..].Select(l => (' ', l)));
        return Shown(steps);
    }

    private static IEnumerable<(char Mark, string Line)> Middle(string[] a, string[] b)
    {
        if ((long)a.Length * b.Length > MostCells)
            return [.. a.Select(l => ('-', l)), .. b.Select(l => ('+', l))];
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        return Walk(a, b, common);
    }

    private static IEnumerable<(char Mark, string Line)> Walk(string[] a, string[] b, int[,] common)
    {
        var (i, j) = (0, 0);
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
                (i, j) = Kept(i, j);
            else if (j == b.Length || i < a.Length && common[i + 1, j] >= common[i, j + 1])
            {
                yield return ('-', a[i++]);
                continue;
            }
            else
            {
                yield return ('+', b[j++]);
                continue;
            }

            yield return (' ', a[i - 1]);
        }
    }

    private static (int, int) Kept(int i, int j) => (i + 1, j + 1);

    private static IEnumerable<string> Shown(List<(char Mark, string Line)> steps)
    {
        var last = -1;
        for (var i = 0; i < steps.Count; i++)
        {
            var isNear = Enumerable.Range(Math.Max(0, i - Around), Math.Min(steps.Count, i + Around + 1) - Math.Max(0, i - Around)).Any(n => steps[n].Mark != ' ');
            if (!isNear)
                continue;
            if (last >= 0 && i > last + 1)
                yield return "…";
            last = i;
            yield return steps[i].Mark + steps[i].Line;
        }
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
}
