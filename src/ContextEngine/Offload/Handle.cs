using System.Buffers;
using Pith.Store;

namespace Pith.Offload;

/// <summary>
/// How a context points to a blob: <c>pith:</c> and the first 16 hexadecimal digits of its SHA-256. Sixteen are enough
/// to be unique in any store a person fills, and a third of the tokens of all 64.
/// </summary>
public static class Handle
{
    /// <summary>Digits written; reading takes from <see cref="BlobStore.MinimumPrefix"/> up to all of them.</summary>
    public const int Digits = 16;

    /// <summary>Bytes of a handle as written.</summary>
    public const int Length = 5 + Digits;

    /// <summary>The handle of a blob as text for people, for example <c>pith:0123456789abcdef</c>.</summary>
    public static string Format(BlobHash hash) => string.Concat("pith:", hash.ToString().AsSpan(0, Digits));

    /// <summary>The handle that a text has once it is stored. Costs its SHA-256.</summary>
    public static string Of(ReadOnlySpan<byte> text) => Format(BlobHash.Of(text));

    /// <summary>Writes the handle of a blob, <see cref="Length"/> bytes.</summary>
    public static void Write(BlobHash hash, IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var span = writer.GetSpan(Length);
        "pith:"u8.CopyTo(span);
        hash.WriteHex(span.Slice(5, Digits));
        writer.Advance(Length);
    }

    /// <summary>
    /// Reads a handle as a person or a model writes it, with or without <c>pith:</c>, in either case, also in brackets.
    /// The result is a prefix for <see cref="BlobStore.TryResolve"/>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out string prefix)
    {
        text = text.Trim().Trim("[]`'\"");
        if (text.StartsWith("pith:", StringComparison.OrdinalIgnoreCase))
            text = text[5..];
        var valid = text.Length is >= BlobStore.MinimumPrefix and <= BlobHash.Digits;
        foreach (var c in text)
            valid &= char.IsAsciiHexDigit(c);
        prefix = valid ? text.ToString().ToLowerInvariant() : "";
        return valid;
    }
}
