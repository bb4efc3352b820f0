namespace Pith.Cli.Terminal.Diffs;

/// <summary>What differs between two texts, line by line: the longest common subsequence between what is the same at both ends.</summary>
internal static class LineDiff
{
    /// <summary>Cells of the table that is filled: four megabytes. Larger changes are shown as one block that goes and one that comes.</summary>
    private const long MostCells = 1_000_000;

    /// <summary>The lines of the new text and those that went, in order.</summary>
    public static List<LineChange> Of(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
            head++;
        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        var changes = new List<LineChange>();
        for (var i = 0; i < head; i++)
            changes.Add(new LineChange(' ', i + 1, after[i]));
        Middle(before.AsSpan(head..^tail), after.AsSpan(head..^tail), head, changes);
        for (var i = after.Length - tail; i < after.Length; i++)
            changes.Add(new LineChange(' ', i + 1, after[i]));
        return changes;
    }

    private static void Middle(ReadOnlySpan<string> before, ReadOnlySpan<string> after, int start, List<LineChange> changes)
    {
        var (i, j) = (0, 0);
        if ((long)(before.Length + 1) * (after.Length + 1) <= MostCells)
        {
            var common = Common(before, after);
            while (i < before.Length && j < after.Length)
                if (before[i] == after[j])
                    changes.Add(new LineChange(' ', start + ++j, before[i++]));
                else if (common[i + 1, j] >= common[i, j + 1])
                    changes.Add(new LineChange('-', start + i + 1, before[i++]));
                else
                    changes.Add(new LineChange('+', start + j + 1, after[j++]));
        }

        while (i < before.Length)
            changes.Add(new LineChange('-', start + i + 1, before[i++]));
        while (j < after.Length)
            changes.Add(new LineChange('+', start + j + 1, after[j++]));
    }

    /// <summary>How many lines the rests of both texts have in common, from each pair of places.</summary>
    private static int[,] Common(ReadOnlySpan<string> before, ReadOnlySpan<string> after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
            for (var j = after.Length - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }
}
