using System.Numerics;

namespace Pith.Tokens;

/// <summary>
/// Byte pair merging in linear time, for pieces of any length: pairs wait in one queue per rank, and ranks are served in
/// rising order.
/// </summary>
/// <remarks>
/// Three facts make this the same as merging the lowest rank, leftmost first. The vocabulary compiler checks the first;
/// where it does not hold a heap does the same in n log n.
/// (1) A merge only ever makes pairs of higher rank, so no queue is needed again once it has been served.
/// (2) A token can only come from one pair of parts: up to that merge the bytes of the token see what they would see alone.
/// (3) All pairs of one rank therefore enter its queue while one lower rank is served, and by induction from left to
/// right; first in, first out is leftmost first.
/// Time is linear in the piece plus one look at each 64 ranks; memory is 28 bytes a byte plus four a rank, and is kept.
/// </remarks>
internal sealed partial class LongMerge(Vocabulary vocabulary)
{
    private const int None = -1;

    private readonly int[] last = NewQueues(vocabulary.Count); // of the circular queue of a rank
    private readonly ulong[] waiting = new ulong[(vocabulary.Count + 63) / 64]; // ranks whose queue is not empty
    private Part[] parts = [];

    /// <summary>Merges so far, over all calls: the measure of work that the tests hold against the length of the text.</summary>
    public long Steps { get; private set; }

    /// <summary>Merges a piece; its tokens are then read with <see cref="Next"/>, from position zero on.</summary>
    public unsafe void Run(byte* piece, int length)
    {
        if (parts.Length < length)
            parts = new Part[BitOperations.RoundUpToPowerOf2((uint)length)];
        if (!vocabulary.Rises)
        {
            RunByHeap(piece, length);
            return;
        }

        for (var i = 0; i < length; i++)
        {
            parts[i] = new Part { Id = vocabulary.FindByte(piece[i]), Length = 1, Before = i == 0 ? 0 : 1, Rank = None };
            if (i + 1 < length)
                Enqueue(i, vocabulary.FindPair(piece[i], piece[i + 1]));
        }

        for (var word = 0; word < waiting.Length; word++)
            while (waiting[word] != 0)
            {
                var rank = word * 64 + BitOperations.TrailingZeroCount(waiting[word]);
                while (last[rank] != None)
                    Merge(length, parts[last[rank]].After, rank);
            }
    }

    /// <summary>The length of the token at a position; the next one starts behind it.</summary>
    public int Next(int position) => parts[position].Length;

    /// <summary>The token at a position.</summary>
    public int IdAt(int position) => parts[position].Id;

    private void Merge(int length, int at, int merged)
    {
        Steps++;
        Dequeue(at);
        ref var left = ref parts[at];
        var right = at + left.Length;
        Dequeue(right);
        left.Id = merged;
        left.Length += parts[right].Length;
        var next = at + left.Length;
        if (next < length)
        {
            parts[next].Before = left.Length;
            Enqueue(at, vocabulary.FindMerge(merged, parts[next].Id));
        }

        if (at > 0)
        {
            var before = at - left.Before;
            Dequeue(before);
            Enqueue(before, vocabulary.FindMerge(parts[before].Id, merged));
        }
    }

    private void Enqueue(int at, int rank)
    {
        ref var part = ref parts[at];
        part.Rank = rank;
        if (rank == None)
            return;
        ref var tail = ref last[rank];
        if (tail == None)
        {
            part.After = part.Ahead = at;
            waiting[rank >> 6] |= 1UL << rank;
        }
        else
        {
            ref var end = ref parts[tail];
            part.After = end.After;
            part.Ahead = tail;
            parts[end.After].Ahead = at;
            end.After = at;
        }

        tail = at;
    }

    private void Dequeue(int at)
    {
        ref var part = ref parts[at];
        var rank = part.Rank;
        if (rank == None)
            return;
        part.Rank = None;
        if (part.After == at)
        {
            last[rank] = None;
            waiting[rank >> 6] &= ~(1UL << rank);
            return;
        }

        parts[part.Ahead].After = part.After;
        parts[part.After].Ahead = part.Ahead;
        if (last[rank] == at)
            last[rank] = part.Ahead;
    }

    private static int[] NewQueues(int count)
    {
        var queues = new int[count];
        Array.Fill(queues, None);
        return queues;
    }

    /// <summary>A token in the making, at the position of its first byte; what lies inside it is dead.</summary>
    private struct Part
    {
        public int Id;
        public int Length;
        public int Before; // the length of the part before
        public int Rank; // of this part and the next together, and so its queue
        public int After; // in the queue
        public int Ahead; // in the queue
    }
}
