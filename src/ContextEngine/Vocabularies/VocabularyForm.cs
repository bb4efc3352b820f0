namespace Pith.Vocabularies;

/// <summary>Tells the form of a vocabulary by its content, and refuses forms that are known but cannot be used.</summary>
internal static class VocabularyForm
{
    /// <summary>The forms that can be read.</summary>
    public enum Kind : byte
    {
        /// <summary>Lines of a token in base64 and a rank.</summary>
        Ranks,

        /// <summary>A JSON object.</summary>
        Json,
    }

    /// <summary>The form of a file.</summary>
    public static Kind Of(VocabularySource source)
    {
        var bytes = source.Bytes.Span;
        if (bytes.IsEmpty)
            throw source.Refusal("", "is empty", VocabularySource.Anew);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || bytes.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
            throw source.Refusal("", "is compressed", "unpack it first");
        if (bytes.StartsWith("version https://git-lfs"u8))
            throw source.Refusal("", "is only a pointer of Git LFS", "fetch the file itself, for example with git lfs pull");
        if (bytes.StartsWith("#version"u8))
            throw source.Refusal("", "is a merges.txt, which lacks the vocabulary", "bring the tokenizer.json of the same model");
        var text = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        text = text.TrimStart(" \t\r\n"u8);
        if (text.StartsWith("{"u8))
            return Kind.Json;
        if (bytes[..Math.Min(bytes.Length, 4096)].IndexOfAnyInRange((byte)0, (byte)8) >= 0)
            throw source.Refusal("", bytes[0] == '\n' ? "is a SentencePiece model" : "is binary and no vocabulary that is known here", "bring the tokenizer.json of the same model");
        return Kind.Ranks;
    }
}
