namespace Pith.Tokens;

/// <summary>The bytes of all tokens in one array: hundreds of thousands of them are nothing for the collector to walk.</summary>
/// <param name="bytes">The bytes; tokens may share them.</param>
/// <param name="starts">Where each token starts.</param>
/// <param name="lengths">How many bytes each has.</param>
internal sealed class TokenBytes(byte[] bytes, int[] starts, int[] lengths)
{
    /// <summary>How many tokens there are.</summary>
    public int Count => starts.Length;

    /// <summary>The bytes of all of them.</summary>
    public ReadOnlySpan<byte> All => bytes;

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> this[int id] => bytes.AsSpan(starts[id], lengths[id]);

    /// <summary>Where a token starts among the bytes of all.</summary>
    public int StartOf(int id) => starts[id];

    /// <summary>Those of a list, one behind the other; index is id.</summary>
    public static TokenBytes Of(IReadOnlyList<byte[]> tokens)
    {
        var starts = new int[tokens.Count];
        for (var id = 1; id < tokens.Count; id++)
            starts[id] = checked(starts[id - 1] + tokens[id - 1].Length);
        return new(tokens.SelectMany(static t => t).ToArray(), starts, [.. tokens.Select(static t => t.Length)]);
    }

    /// <summary>The most bytes that a token has.</summary>
    public int Longest()
    {
        var longest = 0;
        foreach (var length in lengths)
            longest = Math.Max(longest, length);
        return longest;
    }
}
