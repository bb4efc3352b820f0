using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>
/// Pieces that are no tokens and have not been met, merged several at a time: each step of a merge waits for memory, and
/// together they wait once.
/// </summary>
internal unsafe ref struct Newcomers(Vocabulary vocabulary, bool remembers, PartialMerge* merges, SplitPiece* pieces)
{
    /// <summary>How many merge at once; more would only leave the nearest cache.</summary>
    public const int Room = 12;

    private int waiting;

    /// <summary>The tokens of all that have been merged.</summary>
    public int Count { get; private set; }

    /// <summary>Takes a piece of at most <see cref="PartialMerge.Limit"/> bytes.</summary>
    public void Add(SplitPiece piece, byte* bytes, int length)
    {
        merges[waiting].Begin(vocabulary, bytes, length);
        pieces[waiting++] = piece;
        if (waiting == Room)
            Finish();
    }

    /// <summary>Merges those that wait.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Finish()
    {
        var order = stackalloc PartialMerge*[Room];
        for (var i = 0; i < waiting; i++)
            order[i] = merges + i;
        for (var active = waiting; active > 0;)
        {
            var kept = 0;
            for (var i = 0; i < active; i++)
                if (order[i]->Look(vocabulary))
                    order[kept++] = order[i];
            active = kept;
            for (var i = 0; i < active; i++)
                order[i]->Take(vocabulary);
        }

        for (var i = 0; i < waiting; i++)
        {
            var count = merges[i].Count;
            Count += count;
            if (remembers && PieceMemo.LengthOf(pieces[i].Piece) > 0)
                PieceMemo.Remember(pieces[i].Slot, pieces[i].Piece, count);
        }

        waiting = 0;
    }
}
