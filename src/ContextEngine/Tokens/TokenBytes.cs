namespace Pith.Tokens;

/// <summary>The bytes of all tokens, one behind the other: hundreds of thousands of them are nothing for the collector to walk.</summary>
/// <param name="bytes">The bytes, in order of id.</param>
/// <param name="starts">Where each token starts, and behind the last where it ends.</param>
internal sealed class TokenBytes(byte[] bytes, int[] starts)
{
    /// <summary>How many tokens there are.</summary>
    public int Count => starts.Length - 1;

    /// <summary>How many bytes they have.</summary>
    public int Length => bytes.Length;

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> this[int id] => bytes.AsSpan(starts[id], starts[id + 1] - starts[id]);

    /// <summary>Those of a list; index is id.</summary>
    public static TokenBytes Of(IReadOnlyList<byte[]> tokens)
    {
        var starts = new int[tokens.Count + 1];
        for (var id = 0; id < tokens.Count; id++)
            starts[id + 1] = checked(starts[id] + tokens[id].Length);
        return new(tokens.SelectMany(static t => t).ToArray(), starts);
    }

    /// <summary>The most bytes that a token has.</summary>
    public int Longest()
    {
        var longest = 0;
        for (var id = 0; id < Count; id++)
            longest = Math.Max(longest, starts[id + 1] - starts[id]);
        return longest;
    }
}
