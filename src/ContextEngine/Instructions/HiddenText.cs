using System.Text;
using Pith.Text;

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
            hidden += IsHidden(rune) ? 1 : 0;
        if (hidden > 0)
            text = string.Concat(text.EnumerateRunes().Where(r => !IsHidden(r)));
        return Defused(text);
    }

    /// <summary>Instructions are words: a joiner of letters has no use in them but to split what is looked for.</summary>
    private static bool IsHidden(Rune rune) => rune.Value is 0x200C || Unseen.Is(rune) && rune.Value is not ('\n' or '\t' or '\r');

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
