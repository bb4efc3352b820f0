using System.Buffers;
using System.Text;

namespace Pith.Tokens;

/// <summary>The characters that a vocabulary made of characters has tokens for.</summary>
internal sealed class KnownCharacters
{
    private readonly ulong[] bits = new ulong[0x110000 / 64];
    private readonly SearchValues<byte> ascii;

    /// <param name="tokens">All tokens; those of one character count.</param>
    /// <param name="ascii">The ASCII characters that count, as a set of 128 bits: single bytes are always tokens of the engine.</param>
    public KnownCharacters(IEnumerable<byte[]> tokens, UInt128 ascii)
    {
        foreach (var token in tokens)
            if (token.Length <= 4 && token[0] >= 0x80 && Rune.DecodeFromUtf8(token, out var rune, out var width) == OperationStatus.Done && width == token.Length)
                bits[rune.Value >> 6] |= 1UL << rune.Value;
        (bits[0], bits[1]) = ((ulong)ascii, (ulong)(ascii >> 64));
        this.ascii = SearchValues.Create([.. Enumerable.Range(0, 128).Where(c => Has(c)).Select(static c => (byte)c)]);
    }

    /// <summary>The length of the known characters that a valid text starts with.</summary>
    public int Known(ReadOnlySpan<byte> text)
    {
        for (var at = 0; ;)
        {
            var ahead = text[at..].IndexOfAnyExcept(ascii);
            if (ahead < 0)
                return text.Length;
            at += ahead;
            Rune.DecodeFromUtf8(text[at..], out var rune, out var width);
            if (!Has(rune.Value))
                return at;
            at += width;
        }
    }

    /// <summary>The length of the unknown characters that a valid text starts with.</summary>
    public int Unknown(ReadOnlySpan<byte> text, out int count)
    {
        count = 0;
        for (var at = 0; at < text.Length; count++)
        {
            Rune.DecodeFromUtf8(text[at..], out var rune, out var width);
            if (Has(rune.Value))
                return at;
            at += width;
        }

        return text.Length;
    }

    private bool Has(int codePoint) => (bits[codePoint >> 6] & 1UL << codePoint) != 0;
}
