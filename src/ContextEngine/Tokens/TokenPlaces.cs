namespace Pith.Tokens;

/// <summary>Where the bytes of each token are, as <see cref="VocabularyLayout"/> describes: three bytes for nearly all of them.</summary>
internal sealed class TokenPlaces
{
    private readonly byte[] near;
    private readonly List<uint> far = [];

    private TokenPlaces(int tokens) => near = new byte[tokens * VocabularyLayout.NearBytes];

    /// <summary>Three bytes a token.</summary>
    public ReadOnlySpan<byte> Near => near;

    /// <summary>Four bytes for each token that is too long or too far for three.</summary>
    public ReadOnlySpan<uint> Far => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(far);

    /// <summary>The places of tokens.</summary>
    public static TokenPlaces Of(TokenBytes tokens)
    {
        var places = new TokenPlaces(tokens.Count);
        for (var id = 0; id < tokens.Count; id++)
            places.Add(id, tokens.StartOf(id), tokens[id].Length);
        return places;
    }

    private void Add(int id, int start, int length)
    {
        if (length >= 1 << VocabularyLayout.NearLengthBits || start >= 1 << (8 * VocabularyLayout.NearBytes - VocabularyLayout.NearLengthBits))
        {
            far.Add((uint)start << 8 | (uint)length);
            (start, length) = (far.Count - 1, 0);
        }

        var place = start << VocabularyLayout.NearLengthBits | length;
        for (var i = 0; i < VocabularyLayout.NearBytes; i++)
            near[id * VocabularyLayout.NearBytes + i] = (byte)(place >> (8 * i));
    }
}
