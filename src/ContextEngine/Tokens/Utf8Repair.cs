using System.Buffers;
using System.Text;

namespace Pith.Tokens;

/// <summary>The replacement text of broken UTF-8: one U+FFFD for each maximal subpart, as the WHATWG decoder does.</summary>
internal readonly ref struct Utf8Repair : IDisposable
{
    private readonly byte[] buffer;
    private readonly int length;

    private Utf8Repair(byte[] buffer, int length) => (this.buffer, this.length) = (buffer, length);

    public ReadOnlySpan<byte> Span => buffer.AsSpan(0, length);

    /// <summary>The replacement text of a whole text, in a pooled buffer of at most three times its size.</summary>
    public static Utf8Repair Rent(ReadOnlySpan<byte> text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(checked(text.Length * 3));
        return new(buffer, Write(text, buffer));
    }

    /// <summary>Writes the replacement text; <paramref name="destination"/> has room for three times the text.</summary>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            var ascii = text.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (ascii != 0)
            {
                ascii = ascii < 0 ? text.Length : ascii;
                text[..ascii].CopyTo(destination[written..]);
                written += ascii;
                text = text[ascii..];
                continue;
            }

            Rune.DecodeFromUtf8(text, out var rune, out var consumed);
            written += rune.EncodeToUtf8(destination[written..]); // U+FFFD when broken
            text = text[consumed..];
        }

        return written;
    }

    /// <summary>The position in a broken text of a character boundary in its replacement text.</summary>
    public static int Original(ReadOnlySpan<byte> text, int position)
    {
        var at = 0;
        while (position > 0)
        {
            Rune.DecodeFromUtf8(text[at..], out var rune, out var consumed);
            at += consumed;
            position -= rune.Utf8SequenceLength;
        }

        return at;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
