using System.Buffers;
using System.Text;

namespace Pith.Tools.Searches;

/// <summary>A text to be found in bytes, with or without regard to the case of ASCII letters.</summary>
internal sealed class ByteNeedle
{
    // How common bytes are in source text, the most common first; what is not here is rarer than all.
    private const string Common = " etaonirslcdumpfhg_.y(),;=vbw\"-x10k/2:'TSACEIRPLNDMOFq[]z{}<>*j";

    private readonly byte[] text;
    private readonly bool ignoresCase;
    private readonly int rarest;
    private readonly SearchValues<byte> probe;

    public ByteNeedle(string text, bool ignoresCase)
    {
        this.text = Encoding.UTF8.GetBytes(ignoresCase ? text.ToLowerInvariant() : text);
        this.ignoresCase = ignoresCase;
        for (var i = 1; i < this.text.Length; i++)
            if (Rank(this.text[i]) > Rank(this.text[rarest]))
                rarest = i;
        var c = this.text[rarest];
        probe = SearchValues.Create([c, (byte)char.ToUpperInvariant((char)c)]);
    }

    /// <summary>Whether a text can be found without regard to case by bytes alone: letters beyond ASCII, and the two with a namesake there, cannot.</summary>
    public static bool CanIgnoreCase(string text) => Ascii.IsValid(text) && text.AsSpan().IndexOfAny("kKsS") < 0;

    /// <summary>Its first place, -1 when there is none.</summary>
    public int IndexIn(ReadOnlySpan<byte> bytes)
    {
        if (!ignoresCase)
            return bytes.IndexOf(text);
        for (var at = rarest; at < bytes.Length; at++)
        {
            var next = bytes[at..].IndexOfAny(probe);
            if (next < 0)
                return -1;
            at += next;
            var start = at - rarest;
            if (bytes.Length - start >= text.Length && Ascii.EqualsIgnoreCase(bytes.Slice(start, text.Length), text))
                return start;
        }

        return -1;
    }

    private static int Rank(byte b) => Common.IndexOf((char)b, StringComparison.Ordinal) is >= 0 and var rank ? rank : 1000;
}
