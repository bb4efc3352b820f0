using CommunityToolkit.HighPerformance.Buffers;

namespace Pith.Tokens;

/// <summary>
/// Merges a piece of any length in time linear in it and in constant memory. A window is merged; its tokens but the last
/// few are kept; the next window starts where they end. That is exact because of two facts about byte-pair merging
/// (github/rust-gems, crates/bpe): the tokens of a text, cut at a token's end, are the tokens of that prefix; and a
/// sequence in which every adjacent pair stays apart when merged alone is the one that merging the whole gives. The pair
/// at every seam is checked; a seam that fails moves one token to the left, and a window without a seam doubles.
/// </summary>
internal static class LongPiece
{
    /// <summary>Bytes merged at once. Most pieces are shorter, and then this is plain merging.</summary>
    public const int Window = 256;

    /// <summary>Gives every token of the piece to <paramref name="take"/>, in order, until it says no.</summary>
    public static void Walk<TTake>(Vocabulary vocabulary, ReadOnlySpan<byte> piece, ref TTake take)
        where TTake : ITokenTake, allows ref struct
    {
        var window = Window;
        while (piece.Length > window)
        {
            using var scratch = SpanOwner<int>.Allocate(3 * (window + 1));
            var starts = scratch.Span[..(window + 1)];
            var ahead = scratch.Span.Slice(window + 1, window + 1);
            var ranks = scratch.Span[(2 * (window + 1))..];
            var seam = Seam(vocabulary, piece, window, starts, ahead, ranks);
            if (seam == 0)
            {
                window *= 2;
                continue;
            }

            for (var i = 0; i < seam; i++)
                if (!take.Take(piece[starts[i]..starts[i + 1]]))
                    return;
            piece = piece[starts[seam]..];
            window = Window;
        }

        Rest(vocabulary, piece, ref take);
    }

    private static void Rest<TTake>(Vocabulary vocabulary, ReadOnlySpan<byte> piece, ref TTake take)
        where TTake : ITokenTake, allows ref struct
    {
        using var scratch = SpanOwner<int>.Allocate(2 * (piece.Length + 1));
        var starts = scratch.Span[..(piece.Length + 1)];
        var count = Merger.Split(vocabulary, piece, starts, scratch.Span[(piece.Length + 1)..]);
        for (var i = 0; i < count; i++)
            if (!take.Take(piece[starts[i]..starts[i + 1]]))
                return;
    }

    /// <summary>How many tokens of the window may be kept, 0 when no seam holds.</summary>
    private static int Seam(Vocabulary vocabulary, ReadOnlySpan<byte> piece, int window, Span<int> starts, Span<int> ahead, Span<int> ranks)
    {
        var seam = Merger.Split(vocabulary, piece[..window], starts, ranks);
        // From three quarters of the window down: nearer the cut, tokens are not settled.
        while (seam > 1 && starts[seam] > window * 3 / 4)
            seam--;
        for (; seam > 0; seam--)
        {
            var rest = piece[starts[seam]..];
            Merger.Split(vocabulary, rest.Length > window ? rest[..window] : rest, ahead, ranks);
            var first = ahead[1];
            if (StayApart(vocabulary, piece[starts[seam - 1]..(starts[seam] + first)], starts[seam] - starts[seam - 1], ahead, ranks))
                return seam;
        }

        return 0;
    }

    /// <summary>Whether merging the bytes of two tokens gives the two again.</summary>
    private static bool StayApart(Vocabulary vocabulary, ReadOnlySpan<byte> both, int left, Span<int> starts, Span<int> ranks) =>
        both.Length < starts.Length && Merger.Split(vocabulary, both, starts, ranks) == 2 && starts[1] == left;
}
