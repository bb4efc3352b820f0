namespace Pith.Tokens;

/// <summary>Where the bytes of each token are, as <see cref="VocabularyLayout"/> describes: three bytes for nearly all of them.</summary>
internal static class TokenPlaces
{
    private const int LengthBits = VocabularyLayout.NearLengthBits;

    /// <summary>How many tokens are too long or too far for three bytes.</summary>
    public static int FarCount(TokenBytes tokens)
    {
        var count = 0;
        for (var id = 0; id < tokens.Count; id++)
            count += IsFar(tokens.StartOf(id), tokens[id].Length) ? 1 : 0;
        return count;
    }

    /// <summary>Writes the places of tokens: three bytes each, and four for each that is far.</summary>
    public static void Write(TokenBytes tokens, Span<byte> near, Span<uint> far)
    {
        var count = 0;
        for (var id = 0; id < tokens.Count; id++)
        {
            var (start, length) = (tokens.StartOf(id), tokens[id].Length);
            if (IsFar(start, length))
            {
                far[count] = (uint)start << 8 | (uint)length;
                (start, length) = (count++, 0);
            }

            var place = start << LengthBits | length;
            var bytes = near.Slice(id * VocabularyLayout.NearBytes, VocabularyLayout.NearBytes);
            (bytes[0], bytes[1], bytes[2]) = ((byte)place, (byte)(place >> 8), (byte)(place >> 16));
        }
    }

    private static bool IsFar(int start, int length) =>
        length >> LengthBits != 0 || start >> (8 * VocabularyLayout.NearBytes - LengthBits) != 0;
}
