using System.Globalization;

namespace Pith.Offload;

/// <summary>Lines to show, from 1, both ends included.</summary>
/// <param name="First">The first line.</param>
/// <param name="Last">The last line; <see cref="long.MaxValue"/> for the rest.</param>
public readonly record struct LineRange(long First, long Last)
{
    /// <summary>Every line.</summary>
    public static LineRange All { get; } = new(1, long.MaxValue);

    /// <summary>Reads <c>12-34</c>, <c>12-</c>, <c>-34</c> or <c>12</c>. Line 0 and ranges that end before they start are refused.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out LineRange range)
    {
        range = default;
        text = text.Trim();
        var dash = text.IndexOf('-');
        var head = dash < 0 ? text : text[..dash];
        var tail = dash < 0 ? text : text[(dash + 1)..];
        if ((head.IsEmpty && tail.IsEmpty) || !TryRead(head, 1, out var first) || !TryRead(tail, long.MaxValue, out var last))
            return false;
        range = new LineRange(first, last);
        return first >= 1 && last >= first;
    }

    private static bool TryRead(ReadOnlySpan<char> text, long whenEmpty, out long line)
    {
        line = whenEmpty;
        return text.IsEmpty || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out line);
    }
}
