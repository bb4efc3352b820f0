using System.Text;
using Pith.Text;

namespace Pith.Transcripts;

/// <summary>
/// A window on text inside a record, valid until the next read. Either plain UTF-8 (raw JSON of a value, or text that
/// was never escaped) or the inside of a JSON string that still holds its escapes.
/// </summary>
/// <param name="bytes">The bytes, without surrounding quotes.</param>
/// <param name="escaped">Whether <paramref name="bytes"/> holds JSON escapes that must be undone before use.</param>
public readonly ref struct JsonPiece(ReadOnlySpan<byte> bytes, bool escaped)
{
    /// <summary>The bytes as they stand in the record.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Whether <see cref="Bytes"/> must be unescaped (<see cref="ToBytes"/>) to be the text.</summary>
    public bool Escaped { get; } = escaped;

    /// <summary>Whether there is no text at all.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>The text as UTF-8 of its own.</summary>
    public byte[] ToBytes() => Escaped ? JsonString.Unescaped(Bytes) : Bytes.ToArray();

    /// <summary>The text; what is no Unicode is replaced.</summary>
    public string ToText() => Encoding.UTF8.GetString(ToBytes());
}
