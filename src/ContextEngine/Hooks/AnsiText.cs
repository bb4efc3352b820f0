using System.Globalization;
using System.Text;

namespace Pith.Hooks;

/// <summary>A text in the quotes <c>$'…'</c>, as bash prints values with line ends and control characters.</summary>
internal static class AnsiText
{
    /// <summary>Reads one; false where it has no end or an escape that nobody writes there.</summary>
    /// <param name="text">The whole.</param>
    /// <param name="at">Where the dollar stands; afterwards behind the closing quote.</param>
    /// <param name="value">Takes what it stands for.</param>
    public static bool TryRead(string text, ref int at, StringBuilder value)
    {
        for (at += 2; at < text.Length; at++)
        {
            if (text[at] == '\'')
            {
                at++;
                return true;
            }

            if (text[at] != '\\')
            {
                value.Append(text[at]);
                continue;
            }

            if (++at == text.Length || Escaped(text, ref at) is not { } found)
                return false;
            value.Append(found);
        }

        return false;
    }

    private static char? Escaped(string text, ref int at) => text[at] switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\a',
        'b' => '\b',
        'e' or 'E' => '\e',
        'f' => '\f',
        'v' => '\v',
        '\\' or '\'' or '"' or '?' => text[at],
        >= '0' and <= '7' => Octal(text, ref at),
        _ => null,
    };

    // Three digits of one byte; beyond ASCII it would be a part of a letter.
    private static char? Octal(string text, ref int at)
    {
        var end = at;
        while (end < text.Length && end < at + 3 && text[end] is >= '0' and <= '7')
            end++;
        var code = text[at..end].Aggregate(0, (sum, digit) => sum * 8 + CharUnicodeInfo.GetDecimalDigitValue(digit));
        at = end - 1;
        return code is > 0 and < 128 ? (char)code : null;
    }
}
