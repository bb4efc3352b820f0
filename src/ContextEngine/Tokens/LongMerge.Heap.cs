namespace Pith.Tokens;

internal sealed partial class LongMerge
{
    private readonly PriorityQueue<(int At, int End), (int Rank, int At)> heap = new();

    /// <summary>Merging for ranks that do not rise: pairs wait in a heap, and those whose parts have changed are passed over.</summary>
    private unsafe void RunByHeap(byte* piece, int length)
    {
        for (var i = 0; i < length; i++)
        {
            parts[i] = new Part { Length = 1, Before = i == 0 ? 0 : 1, Rank = None };
            if (i + 1 < length && vocabulary.FindPair(piece[i], piece[i + 1]) is >= 0 and var rank)
                heap.Enqueue((i, i + 2), (rank, i));
        }

        while (heap.TryDequeue(out var pair, out _))
        {
            ref var left = ref parts[pair.At];
            var right = pair.At + left.Length;
            if (left.Length == 0 || right >= length || right + parts[right].Length != pair.End)
                continue;
            Steps++;
            parts[right].Length = 0;
            left.Length = pair.End - pair.At;
            if (pair.End < length)
            {
                parts[pair.End].Before = left.Length;
                Offer(piece, pair.At, pair.End + parts[pair.End].Length, length);
            }

            if (pair.At > 0)
                Offer(piece, pair.At - left.Before, pair.End, length);
        }
    }

    private unsafe void Offer(byte* piece, int at, int end, int length)
    {
        if (Find(piece, at, end - at, length) is >= 0 and var rank)
            heap.Enqueue((at, end), (rank, at));
    }
}
