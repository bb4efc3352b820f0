using System.Text.Unicode;

namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    private const int PartLength = 1 << 20; // large enough that a seam costs nothing, small enough that all workers end together
    private const int LongestTurn = 64; // texts that a worker takes at once

    /// <summary>Counts many texts, on several processors: the count of each at its own place.</summary>
    /// <remarks>Each worker has a memo of its own. Allocates a few hundred bytes for each worker of a call and none for a text.</remarks>
    /// <param name="texts">The texts, UTF-8.</param>
    /// <param name="counts">Where the counts go; as many places as texts, or more.</param>
    /// <param name="workers">Threads to use at most, the caller among them.</param>
    /// <exception cref="ArgumentException">There are fewer places than texts.</exception>
    public void CountAll(ReadOnlyMemory<ReadOnlyMemory<byte>> texts, Memory<int> counts, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        if (counts.Length < texts.Length)
            throw new ArgumentException($"There are {texts.Length} texts and room for {counts.Length} counts.", nameof(counts));
        var crew = Math.Min(workers, texts.Length);
        var turn = Math.Clamp(texts.Length / Math.Max(1, crew * 8), 1, LongestTurn);
        var taken = 0;
        Crew.Run(crew, () =>
        {
            var memo = memos.Borrow();
            var all = texts.Span;
            var places = counts.Span;
            while (Interlocked.Add(ref taken, turn) - turn is var first && first < all.Length)
                for (var i = first; i < Math.Min(first + turn, all.Length); i++)
                    places[i] = Count(all[i].Span, memo);
            memos.Return(memo);
        });
    }

    /// <summary>The tokens of one text, on several processors: it is counted in parts that start at a <see cref="SafeCut"/>.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="workers">Threads to use at most, the caller among them.</param>
    public int CountAcross(ReadOnlyMemory<byte> utf8, int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        var parts = (utf8.Length + PartLength - 1) / PartLength;
        var (next, total) = (-1, 0L);
        Crew.Run(Math.Min(workers, parts), () =>
        {
            var memo = memos.Borrow();
            var text = utf8.Span;
            var sum = 0L;
            while (Interlocked.Increment(ref next) is var part && part < parts)
                if (StartOf(part, text) is var start and >= 0)
                    sum += Count(text[start..EndOf(part, parts, text)], memo);
            Interlocked.Add(ref total, sum);
            memos.Return(memo);
        });
        return checked((int)total);
    }

    /// <summary>Where a part starts: the first safe cut in its stretch, or -1 when it has none and belongs to the part before.</summary>
    private static int StartOf(int part, ReadOnlySpan<byte> text)
    {
        if (part == 0)
            return 0;
        var stretch = text[..(int)Math.Min(text.Length, (part + 1L) * PartLength)];
        return SafeCut.First(stretch, part * PartLength);
    }

    private static int EndOf(int part, int parts, ReadOnlySpan<byte> text)
    {
        for (var next = part + 1; next < parts; next++)
            if (StartOf(next, text) is var start and >= 0)
                return start;
        return text.Length;
    }

    private int Count(ReadOnlySpan<byte> utf8, PieceMemo memo)
    {
        if (Utf8.IsValid(utf8))
            return Walk(utf8, int.MaxValue, memo);
        using var repaired = Utf8Repair.Rent(utf8);
        return Walk(repaired.Span, int.MaxValue, memo);
    }
}
