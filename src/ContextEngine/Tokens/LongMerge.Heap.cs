namespace Pith.Tokens;

internal sealed partial class LongMerge
{
    private readonly PriorityQueue<(int At, int End), (int Rank, int At)> heap = new();

    /// <summary>Merging for ranks that do not rise: pairs wait in a heap, and those whose parts have changed are passed over.</summary>
    private unsafe void RunByHeap(byte* piece, int length)
    {
        for (var i = 0; i < length; i++)
        {
            parts[i] = new Part { Id = vocabulary.FindByte(piece[i]), Length = 1, Before = i == 0 ? 0 : 1, Rank = None };
            if (i + 1 < length && vocabulary.FindPair(piece[i], piece[i + 1]) is >= 0 and var rank)
                heap.Enqueue((i, i + 2), (rank, i));
        }

        while (heap.TryDequeue(out var pair, out var order))
        {
            ref var left = ref parts[pair.At];
            var right = pair.At + left.Length;
            if (left.Length == 0 || right >= length || right + parts[right].Length != pair.End)
                continue;
            Steps++;
            parts[right].Length = 0;
            left.Length = pair.End - pair.At;
            left.Id = order.Rank;
            if (pair.End < length)
            {
                parts[pair.End].Before = left.Length;
                Offer(pair.At, pair.End);
            }

            if (pair.At > 0)
                Offer(pair.At - left.Before, pair.At);
        }
    }

    private void Offer(int at, int right)
    {
        if (vocabulary.FindMerge(parts[at].Id, parts[right].Id) is >= 0 and var rank)
            heap.Enqueue((at, right + parts[right].Length), (rank, at));
    }
}
