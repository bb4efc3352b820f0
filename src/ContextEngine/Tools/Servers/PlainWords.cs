using System.Text;
using Pith.Text;

namespace Pith.Tools.Servers;

/// <summary>A server's own words about its tools, which a model reads as if they were ours: without what people cannot see, and of bounded length.</summary>
internal static class PlainWords
{
    /// <summary>The text without anything that could hide something, but for line feeds and tabs; cut at a length.</summary>
    public static string Of(string text, int most)
    {
        var plain = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= most)
                return plain.Append('…').ToString();
            if (rune.Value is '\n' or '\t' || !Unseen.MayHide(rune))
                plain.Append(rune);
        }

        return plain.ToString();
    }
}
