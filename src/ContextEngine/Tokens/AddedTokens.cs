namespace Pith.Tokens;

/// <summary>
/// Words that a tokenizer takes out of a text before anything else, each one token: the longest at the leftmost place.
/// Names of special tokens are plain text here as everywhere, but still hide what lies inside them.
/// </summary>
internal sealed class AddedTokens
{
    private readonly Dictionary<byte[], bool> tokens = new(ByteComparer.Instance); // and whether they count
    private readonly int[][] lengths = new int[256][]; // of tokens by their first byte, longest first
    private readonly System.Buffers.SearchValues<byte> firsts;
    private readonly bool[] pairs = new bool[65536]; // two bytes that are neighbours inside a token

    public AddedTokens(IEnumerable<(byte[] Content, bool Counts)> added)
    {
        foreach (var (content, counts) in added)
        {
            tokens[content] = counts;
            for (var i = 0; i + 1 < content.Length; i++)
                pairs[content[i] << 8 | content[i + 1]] = true;
        }

        IsEmpty = !tokens.ContainsValue(true);
        foreach (var group in tokens.Keys.GroupBy(static t => t[0]))
            lengths[group.Key] = [.. group.Select(static t => t.Length).Distinct().OrderDescending()];
        firsts = System.Buffers.SearchValues.Create([.. tokens.Keys.Select(static t => t[0]).Distinct()]);
    }

    /// <summary>Whether there are none that count.</summary>
    public bool IsEmpty { get; }

    /// <summary>Whether two bytes could be neighbours inside a token.</summary>
    public bool MayHold(byte first, byte second) => pairs[first << 8 | second];

    /// <summary>The next token that counts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to look from.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="length">Its length.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(ReadOnlySpan<byte> text, int from, out int start, out int length)
    {
        var lookup = tokens.GetAlternateLookup<ReadOnlySpan<byte>>();
        for (start = from; text[start..].IndexOfAny(firsts) is >= 0 and var ahead; start += Math.Max(length, 1))
        {
            start += ahead;
            length = 0;
            foreach (var candidate in lengths[text[start]])
                if (candidate <= text.Length - start && lookup.TryGetValue(text.Slice(start, candidate), out var counts))
                {
                    length = candidate;
                    if (counts)
                        return true;
                    break;
                }
        }

        length = 0;
        return false;
    }
}
