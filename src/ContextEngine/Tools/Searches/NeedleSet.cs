namespace Pith.Tools.Searches;

/// <summary>Several texts of which one must be there. Each is looked for on its own and its next place remembered, so a text is read once for each of them and not once for each find.</summary>
internal sealed class NeedleSet(ByteNeedle[] needles)
{
    /// <summary>With more, the expression's own search is as fast.</summary>
    public const int Most = 8;

    private readonly int[] next = new int[needles.Length];

    /// <summary>A new text is to be searched.</summary>
    public void Begin() => Array.Fill(next, -1);

    /// <summary>The first place of any of them from a position on, -1 when there is none. Positions rise from <see cref="Begin"/> on.</summary>
    public int IndexIn(ReadOnlySpan<byte> text, int from)
    {
        var first = int.MaxValue;
        for (var i = 0; i < needles.Length; i++)
        {
            if (next[i] < from)
                next[i] = needles[i].IndexIn(text[from..]) is >= 0 and var at ? from + at : int.MaxValue;
            first = Math.Min(first, next[i]);
        }

        return first == int.MaxValue ? -1 : first;
    }
}
