using System.Text;

namespace Pith.Tokens;

/// <summary>
/// Where two characters meet inside a token that has only a part of one of them. Merging can begin with whole characters
/// wherever no such token fits: nothing can then take a part of a character away before the character is whole.
/// </summary>
internal static class Seams
{
    /// <summary>Sets the bits of one token; bit first &lt;&lt; 8 | second.</summary>
    public static void Mark(ReadOnlySpan<byte> token, Span<byte> bits)
    {
        if (Ascii.IsValid(token))
            return; // every character is whole
        for (var i = 1; i < token.Length; i++)
        {
            if (IsContinuation(token[i]))
                continue;
            var start = i - 1;
            while (start > 0 && IsContinuation(token[start]))
                start--;
            var end = i + 1;
            while (end < token.Length && IsContinuation(token[end]))
                end++;
            if (i - start == Length(token[start]) && end - i == Length(token[i]))
                continue;
            var seam = token[i - 1] << 8 | token[i];
            bits[seam >> 3] |= (byte)(1 << (seam & 7));
        }
    }

    private static bool IsContinuation(byte b) => (b & 0xC0) == 0x80;

    /// <summary>The bytes of a character that begins so; zero for what begins none.</summary>
    private static int Length(byte lead) => lead switch { < 0x80 => 1, < 0xC0 => 0, < 0xE0 => 2, < 0xF0 => 3, _ => 4 };
}
