using System.IO.Hashing;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>The end of reading, for now: counts and order.</summary>
public sealed partial class ContextIndex
{
    private int _sealedBlocks, _sealedTurns, _lentBlocks, _lentTurns;

    /// <summary>How often blocks that had been sealed were moved, changed or let go: what was known of them holds no more.</summary>
    internal int Rewrites { get; private set; }

    /// <summary>
    /// Orders the blocks by turn, joins every result to its call and derives what each call works on. Call it after the
    /// last record; when more records have come, call it again. Linear in the text of what is new.
    /// </summary>
    public void Seal()
    {
        if (_sealed)
            return;
        _sealed = true;
        (_lentTurns, _lentBlocks) = (_preservedTurns.Count, _preservedBlocks.Count);
        ReturnPreserved();
        var known = _sealedBlocks;
        var from = SortByTurn(known);
        Measure(from);
        if (from < known)
            Forget();
        Join(from < known ? 0 : from);
        (_sealedBlocks, _sealedTurns) = (_blocks.Count, _turns.Count);
    }

    /// <summary>A record comes behind the seal. What a boundary preserved is taken back: it may have to stand behind a summary.</summary>
    private void Reopen()
    {
        _sealed = false;
        if (_lentTurns == 0)
            return;
        var first = _turns.Count - _lentTurns;
        _preservedTurns.AddRange(_turns.GetRange(first, _lentTurns));
        foreach (var block in _blocks.GetRange(_blocks.Count - _lentBlocks, _lentBlocks))
            _preservedBlocks.Add(block with { Turn = block.Turn - first });
        _turns.RemoveRange(first, _lentTurns);
        _blocks.RemoveRange(_blocks.Count - _lentBlocks, _lentBlocks);
        Unseal(_blocks.Count);
    }

    /// <summary>The blocks from this one on are no longer as they were sealed.</summary>
    private void Unseal(int block)
    {
        if (block >= _sealedBlocks)
            return;
        Rewrites++;
        (_sealedBlocks, _sealedTurns) = (0, 0);
        Forget();
    }

    private void Forget()
    {
        _open.Clear();
        _unnamed.Clear();
        for (var i = 0; i < _blocks.Count; i++)
            if (_blocks[i].Partner >= 0)
                _blocks[i] = _blocks[i] with { Partner = -1 };
    }

    /// <summary>Counts what is in the context now; what a boundary let go is never counted.</summary>
    private void Measure(int from)
    {
        for (var i = from; i < _blocks.Count; i++)
        {
            if (_blocks[i].Hash != 0)
                continue; // measured before it was moved
            var text = Text(i);
            _blocks[i] = _blocks[i] with
            {
                Tokens = _blocks[i].Kind == BlockKind.Image ? _meter.Images.TokensOf(text) : _meter.Count(text),
                Hash = XxHash3.HashToUInt64(text),
            };
        }
    }

    /// <summary>Orders blocks from a position on. Returns the first that stands elsewhere than before: all before it are as they were.</summary>
    private int SortByTurn(int known)
    {
        var first = _sealedTurns; // the first turn that got blocks
        for (var i = known; i < _blocks.Count; i++)
            first = Math.Min(first, _blocks[i].Turn);
        var from = known;
        if (first < _sealedTurns)
        {
            from = _turns[first].FirstBlock + _turns[first].BlockCount;
            // A turn of the user that grows may be another exchange than it was.
            if (from < known || _turns[first].Role != Role.Assistant)
                Rewrites++;
        }

        var ordered = true;
        for (var i = from + 1; i < _blocks.Count && ordered; i++)
            ordered = _blocks[i - 1].Turn <= _blocks[i].Turn;
        if (!ordered)
        {
            var moved = _blocks.GetRange(from, _blocks.Count - from).OrderBy(b => b.Turn).ToList(); // keeps the order within a turn
            for (var i = 0; i < moved.Count; i++)
                _blocks[from + i] = moved[i];
        }

        var block = from;
        for (var t = first; t < _turns.Count; t++)
        {
            var start = t < _sealedTurns && t == first ? _turns[t].FirstBlock : block;
            while (block < _blocks.Count && _blocks[block].Turn == t)
                block++;
            _turns[t] = _turns[t] with { FirstBlock = start, BlockCount = block - start };
        }

        return from;
    }
}
