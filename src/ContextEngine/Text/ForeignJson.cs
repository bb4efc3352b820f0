using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Pith.Text;

/// <summary>
/// JSON that others wrote. RFC 8259, 8.2, allows an escape of half a surrogate pair, which is no text: System.Text.Json reads such a
/// document and throws when the string or the name is asked for. Here it is U+FFFD from the start.
/// </summary>
public static class ForeignJson
{
    /// <summary>Reads a document; each of its strings and names can be asked for.</summary>
    /// <param name="utf8">One JSON value; where it must be mended it is copied, else read in place.</param>
    /// <param name="options">As for <see cref="JsonDocument"/>.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, JsonDocumentOptions options = default) =>
        JsonDocument.Parse(Mended(utf8), options.MaxDepth > 0 ? options : options with { MaxDepth = JsonLimits.Part.MaxDepth });

    /// <summary>The same bytes, with U+FFFD for each half of a pair and for each byte that is no UTF-8.</summary>
    /// <param name="utf8">Any bytes; one pass where nothing is to mend.</param>
    public static ReadOnlyMemory<byte> Mended(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            var valid = new byte[Utf8Text.ValidMaxLength(utf8.Length)];
            utf8 = valid.AsMemory(0, Utf8Text.CopyValid(utf8.Span, valid));
        }

        byte[]? mended = null;
        for (var at = NextHalf(utf8.Span, 0); at >= 0; at = NextHalf(utf8.Span, at + 6))
            "\\ufffd"u8.CopyTo((mended ??= utf8.ToArray()).AsSpan(at)); // as long as what it stands for, so that places in errors stay true
        return mended ?? utf8;
    }

    /// <summary>Where the next escape of half a pair begins, or -1.</summary>
    private static int NextHalf(ReadOnlySpan<byte> json, int at)
    {
        while (at < json.Length && json[at..].IndexOf((byte)'\\') is >= 0 and var next)
        {
            at += next;
            switch (Unit(json[at..]))
            {
                case null:
                    at += 2;
                    break;
                case >= 0xD800 and < 0xDC00 when Unit(json[(at + 6)..]) is >= 0xDC00 and < 0xE000:
                    at += 12;
                    break;
                case >= 0xD800 and < 0xE000:
                    return at;
                default:
                    at += 6;
                    break;
            }
        }

        return -1;
    }

    /// <summary>The UTF-16 unit that an escape at the beginning says; null for any other.</summary>
    private static int? Unit(ReadOnlySpan<byte> json)
    {
        Span<byte> unit = stackalloc byte[2];
        return json is [(byte)'\\', (byte)'u', _, _, _, _, ..] && Convert.FromHexString(json[2..6], unit, out _, out _) == System.Buffers.OperationStatus.Done ? BinaryPrimitives.ReadUInt16BigEndian(unit) : null;
    }
}
