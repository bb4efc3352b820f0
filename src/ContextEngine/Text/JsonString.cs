using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Pith.Text;

/// <summary>The inside of JSON strings, to and from well-formed UTF-8.</summary>
public static class JsonString
{
    private static readonly SearchValues<byte> MustEscape =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\']);

    /// <summary>Bytes that <see cref="Unescape"/> may need: an ill-formed byte becomes three.</summary>
    /// <param name="length">Bytes of escaped text.</param>
    public static int UnescapedMaxLength(int length) => Utf8Text.ValidMaxLength(length);

    /// <summary>
    /// Undoes the escapes of a string that a JSON reader has accepted. A surrogate without its other half and every
    /// maximal ill-formed subpart become U+FFFD. Returns bytes written.
    /// </summary>
    /// <param name="escaped">The string without its quotes.</param>
    /// <param name="destination">At least <see cref="UnescapedMaxLength"/> bytes; may not overlap the input.</param>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination) => UnescapeNext(ref escaped, destination);

    /// <summary>The same, as bytes of its own.</summary>
    /// <param name="escaped">The string without its quotes.</param>
    public static byte[] Unescaped(ReadOnlySpan<byte> escaped)
    {
        if (!escaped.Contains((byte)'\\') && Utf8.IsValid(escaped))
            return escaped.ToArray();
        var text = new byte[UnescapedMaxLength(escaped.Length)];
        return text[..Unescape(escaped, text)];
    }

    /// <summary>The same for as much of the string as fits, in whole characters; the string moves on behind it.</summary>
    /// <param name="escaped">What is left of the string; advanced.</param>
    /// <param name="destination">At least sixteen bytes while there is something left; may not overlap the input.</param>
    public static int UnescapeNext(ref ReadOnlySpan<byte> escaped, scoped Span<byte> destination)
    {
        // What an escape stands for is a whole character, so the result is well-formed exactly if each run between is.
        var rest = escaped;
        var written = Undo(ref rest, destination, isWellFormed: true);
        if (!Utf8.IsValid(destination[..written]))
        {
            rest = escaped;
            written = Undo(ref rest, destination, isWellFormed: false);
        }

        escaped = rest;
        return written;
    }

    private static int Undo(ref ReadOnlySpan<byte> escaped, scoped Span<byte> destination, bool isWellFormed)
    {
        var written = 0;
        while (!escaped.IsEmpty)
        {
            var free = destination[written..];
            if (escaped[0] == '\\')
            {
                if (free.Length < 4 && escaped.Length > 1 && (escaped[1] == 'u' || free.IsEmpty))
                    break;
                written += Escape(ref escaped, free);
                continue;
            }

            var run = escaped.IndexOf((byte)'\\') is var plain and >= 0 ? escaped[..plain] : escaped;
            var room = isWellFormed ? free.Length : free.Length / 3;
            if (run.Length > room)
            {
                run = run[..room];
                run = run[..^Utf8Text.OpenTail(run)];
                if (run.IsEmpty)
                    break;
            }

            if (isWellFormed)
                run.CopyTo(free);
            written += isWellFormed ? run.Length : Utf8Text.CopyValid(run, free);
            escaped = escaped[run.Length..];
        }

        return written;
    }

    private static int Escape(ref ReadOnlySpan<byte> escaped, scoped Span<byte> destination)
    {
        escaped = escaped[1..];
        if (escaped.IsEmpty)
            return 0;
        if (escaped[0] == 'u')
            return Unicode(ref escaped).EncodeToUtf8(destination);
        destination[0] = escaped[0] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            var same => same,
        };
        escaped = escaped[1..];
        return 1;
    }

    /// <summary>Writes a quoted JSON string with the fewest escapes: quote, backslash and control characters.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="utf8">Text; ill-formed subparts become U+FFFD.</param>
    public static void WriteQuoted(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        output.Write("\""u8);
        while (true)
        {
            var plain = utf8.IndexOfAny(MustEscape);
            var run = plain < 0 ? utf8 : utf8[..plain];
            output.Advance(Utf8Text.CopyValid(run, output.GetSpan(Utf8Text.RoomFor(run))));
            if (plain < 0)
                break;
            WriteEscape(output, utf8[plain]);
            utf8 = utf8[(plain + 1)..];
        }

        output.Write("\""u8);
    }

    private static void WriteEscape(IBufferWriter<byte> output, byte c)
    {
        switch (c)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\b': output.Write("\\b"u8); break;
            case (byte)'\f': output.Write("\\f"u8); break;
            default: output.Write([(byte)'\\', (byte)'u', (byte)'0', (byte)'0', Hex(c >> 4), Hex(c & 15)]); break;
        }
    }

    private static byte Hex(int digit) => (byte)"0123456789abcdef"[digit];

    /// <summary>Reads <c>uXXXX</c>, and its second half if it is one of a pair.</summary>
    private static Rune Unicode(ref ReadOnlySpan<byte> escaped)
    {
        var first = Digits(escaped);
        escaped = escaped[Math.Min(5, escaped.Length)..];
        if (Rune.TryCreate((char)first, out var single))
            return single;
        if (char.IsHighSurrogate((char)first) && escaped.StartsWith("\\u"u8)
            && Rune.TryCreate((char)first, (char)Digits(escaped[1..]), out var pair))
        {
            escaped = escaped[6..];
            return pair;
        }

        return Rune.ReplacementChar;
    }

    private static int Digits(ReadOnlySpan<byte> escape)
    {
        var value = 0;
        for (var i = 1; i < 5 && i < escape.Length; i++)
            value = value << 4 | (escape[i] <= '9' ? escape[i] - '0' : (escape[i] | 0x20) - 'a' + 10);
        return value & 0xFFFF;
    }
}
