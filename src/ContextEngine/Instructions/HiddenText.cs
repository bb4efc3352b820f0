using System.Text;

namespace Pith.Instructions;

/// <summary>
/// Makes a text say what it shows: characters that nobody sees are taken out (zero width, direction, tags), and what looks
/// like our own marks can no longer end them.
/// </summary>
internal static class HiddenText
{
    private static readonly string[] Marks = ["system-reminder", "instructions"];

    public static string Clean(string text, out int hidden)
    {
        hidden = 0;
        foreach (var rune in text.EnumerateRunes())
            hidden += IsHidden(rune.Value) ? 1 : 0;
        if (hidden > 0)
            text = string.Concat(text.EnumerateRunes().Where(r => !IsHidden(r.Value)));
        return Defused(text);
    }

    private static bool IsHidden(int c) =>
        c is (>= 0x200B and <= 0x200F and not 0x200D) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2069) or 0xFEFF or 0xAD or 0x180E or (>= 0xE0000 and <= 0xE007F)
            || c < 0x20 && c is not ('\n' or '\t' or '\r');

    private static string Defused(string text)
    {
        var (result, from) = (new StringBuilder(text.Length), 0);
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at + 1))
            if (IsMark(text.AsSpan(at + 1)))
            {
                result.Append(text, from, at - from).Append("&lt;");
                from = at + 1;
            }

        return from == 0 ? text : result.Append(text, from, text.Length - from).ToString();
    }

    private static bool IsMark(ReadOnlySpan<char> behind)
    {
        var word = behind.TrimStart().TrimStart('/').TrimStart();
        foreach (var mark in Marks)
            if (word.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
