namespace Pith.Tokens;

/// <summary>
/// Byte-pair merging of one piece that is not itself a token: again and again the adjacent pair with the lowest rank
/// becomes one, the leftmost first. Scans all pairs each time, which is cheapest for a window of a few hundred bytes;
/// longer pieces go through in windows, see <see cref="LongPiece"/>.
/// </summary>
internal static class Merger
{
    private const int None = int.MaxValue;

    /// <summary>Finds the starts of the tokens of a piece; returns how many tokens there are.</summary>
    /// <param name="vocabulary">The ranks.</param>
    /// <param name="piece">At least one byte.</param>
    /// <param name="starts">Room for piece.Length + 1; ends with the piece's length.</param>
    /// <param name="ranks">Scratch of the same size.</param>
    public static int Split(Vocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> starts, Span<int> ranks)
    {
        var count = piece.Length;
        for (var i = 0; i <= count; i++)
            starts[i] = i;
        for (var i = 0; i < count; i++)
            ranks[i] = RankAt(vocabulary, piece, starts, i, count);
        while (true)
        {
            var best = None;
            var at = -1;
            for (var i = 0; i < count - 1; i++)
                if (ranks[i] < best)
                    (best, at) = (ranks[i], i);
            if (at < 0)
                return count;
            starts[(at + 2)..(count + 1)].CopyTo(starts[(at + 1)..]);
            ranks[(at + 2)..count].CopyTo(ranks[(at + 1)..]);
            count--;
            ranks[at] = RankAt(vocabulary, piece, starts, at, count);
            if (at > 0)
                ranks[at - 1] = RankAt(vocabulary, piece, starts, at - 1, count);
        }
    }

    /// <summary>Rank of the pair that starts at part <paramref name="i"/>, which is the id of the token it makes.</summary>
    private static int RankAt(Vocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> starts, int i, int count)
    {
        if (i + 2 > count)
            return None;
        var id = vocabulary.Find(piece[starts[i]..starts[i + 2]]);
        return id < 0 ? None : id;
    }
}
