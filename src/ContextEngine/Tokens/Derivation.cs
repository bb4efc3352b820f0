namespace Pith.Tokens;

/// <summary>
/// How merging alone makes a token out of its own bytes: always the pair of lowest rank, the leftmost of equals.
/// </summary>
/// <remarks>
/// This is what makes looking concatenated bytes up the same as a list of merges. Two neighbouring parts of any text that
/// together spell a token stand where merging the token's bytes alone has stood too, because until then nothing crossed its
/// ends. So a token that is reached comes from one pair only, the last of its derivation, and one that is not reached is
/// never made by merging at all.
/// </remarks>
/// <param name="IsReached">Whether merging ends in the token.</param>
/// <param name="Rises">Whether no merge on the way has a lower rank than the one before it.</param>
/// <param name="Rank">The rank of the last merge, or -1 where there is none.</param>
/// <param name="Left">The length of the left part of the last merge, or zero where there is none.</param>
internal readonly record struct Derivation(bool IsReached, bool Rises, int Rank, int Left)
{
    /// <summary>Merges a token's bytes. Time is quadratic in its length.</summary>
    public static Derivation Of<TMerges>(ReadOnlySpan<byte> token, TMerges merges)
        where TMerges : IMergeTable
    {
        Span<int> parts = stackalloc int[token.Length];
        Span<int> ends = stackalloc int[token.Length];
        var count = token.Length;
        for (var i = 0; i < count; i++)
        {
            parts[i] = merges.First(token[i]);
            if (parts[i] < 0)
                return default;
            ends[i] = i + 1;
        }

        Span<int> ranks = stackalloc int[count]; // of a part and the next
        Span<int> wholes = stackalloc int[count];
        for (var i = 0; i + 1 < count; i++)
            Look(token, parts, ends, i, merges, ranks, wholes);
        var (last, rises, left) = (-1, true, 0);
        for (; count > 1; count--)
        {
            var (best, at) = (int.MaxValue, -1);
            for (var i = 0; i + 1 < count; i++)
                if (ranks[i] >= 0 && ranks[i] < best)
                    (best, at) = (ranks[i], i);
            if (at < 0)
                return new(false, rises, last, left);
            rises &= best >= last;
            last = best;
            left = ends[at];
            parts[at] = wholes[at];
            ends[at] = ends[at + 1];
            for (var i = at + 1; i + 1 < count; i++)
                (parts[i], ends[i], ranks[i], wholes[i]) = (parts[i + 1], ends[i + 1], ranks[i + 1], wholes[i + 1]);
            if (at + 2 < count)
                Look(token, parts, ends, at, merges, ranks, wholes);
            if (at > 0)
                Look(token, parts, ends, at - 1, merges, ranks, wholes);
        }

        return new(true, rises, last, left);
    }

    private static void Look<TMerges>(ReadOnlySpan<byte> token, Span<int> parts, Span<int> ends, int i, TMerges merges, Span<int> ranks, Span<int> wholes)
        where TMerges : IMergeTable
    {
        var start = i == 0 ? 0 : ends[i - 1];
        ranks[i] = merges.Rank(parts[i], parts[i + 1], token[start..ends[i + 1]], out wholes[i]);
    }
}
