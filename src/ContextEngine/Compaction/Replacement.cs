using System.Text;
using Pith.Compaction.Wishes;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// Replaces the first exchanges of a draft by pins and a memory block. Collapse and full compact are this with other
/// shares: a log of what was done, or the lines worth keeping.
/// </summary>
internal sealed class Replacement
{
    private readonly Draft _draft;
    private readonly int _count;
    private readonly Tiers _tier;
    private readonly Pins _pins;

    public Replacement(Draft draft, int count, Tiers tier)
    {
        (_draft, _count, _tier, _pins) = (draft, count, tier, Pins.Of(draft.Index));
        var end = count == 0 ? 0 : draft.Exchanges[count - 1].EndBlock;
        var memories = draft.Memory.Memories;
        Pinned = _pins.Before(memories is [.., var last] ? Math.Max(end, last.Block) : end); // the first request stays before the memory, also when it is rewritten
        for (var e = 0; e < count; e++)
            for (var i = draft.Exchanges[e].FirstBlock; i < draft.Exchanges[e].EndBlock; i++)
                if (!Pinned.Contains(i) && draft.Index.Blocks[i].Role != Role.System)
                    draft.Drop(i, tier, tier == Tiers.Full ? "replaced by the memory" : "collapsed into the log");
        foreach (var (block, _) in memories.Where(m => m.Block >= end))
            draft.Drop(block, tier, "carried on by the new memory");
    }

    /// <summary>The requests that stay verbatim although their exchanges went.</summary>
    public List<int> Pinned { get; }

    public ReadOnlyMemory<byte> Memory { get; private set; }

    public ReadOnlyMemory<byte> History { get; private set; }

    /// <summary>The history with its lines; null where there is none.</summary>
    public History? Source { get; private set; }

    public int MemoryTokens { get; private set; }

    /// <summary>Tokens of view and memory together.</summary>
    public int Tokens => _draft.Tokens + MemoryTokens;

    /// <summary>Writes the memory: ledger and log within their shares, lines with what is left of the budget.</summary>
    public void Remember(int ledgerTokens, int logTokens, bool withLines)
    {
        var index = _draft.Index;
        var history = _draft.Memory.Lines.Of(_draft.Exchanges, _count, IsCut);
        if (history.Lines.Length == 0)
            return;
        (History, Source) = (history.Text, history);
        var left = _draft.Policy.Budget - _draft.Tokens - MemoryText.Frame;
        var pins = PinSection.Write(_draft, Math.Min((int)(_draft.Policy.Budget * _draft.Policy.PinShare), left));
        left -= Count(pins);
        var ledger = _draft.Allows(Tiers.Memory)
            ? new Ledger(index, history, _draft.Exchanges, _count, Pinned, _draft.Memory.Memories).Write(Math.Min(ledgerTokens, left), Math.Min((int)(_draft.Policy.Budget * _draft.Policy.ClipShare), left))
            : "";
        left -= Count(ledger);
        var log = Log(history, Math.Min(logTokens, left));
        left -= Count(log);
        var present = Present(pins + ledger);
        var instructed = left > 0 ? InstructedLines.Choose(index, history, _draft.Memory.Lines.Store, _draft.Policy.Wishes.Instructions, present, Math.Min((int)(_draft.Policy.Budget * _draft.Policy.InstructedShare), left)) : "";
        left -= Count(instructed);
        byte[] lines = [];
        if (withLines && left > 0)
            lines = _draft.Memory.Lines.Evidence(_draft.Exchanges.Count, _draft.Policy.Weights).Choose(present, i => _draft[i].Rendering == Rendering.Full, _draft.Policy.NamesShare, left);
        Memory = MemoryText.Write(history, pins + ledger, log, instructed, lines);
        MemoryTokens = index.Meter.Count(Memory.Span) + 10;
    }

    /// <summary>A memory, or a result that shows only some of its lines, behind the history: more of them may be worth their tokens.</summary>
    private bool IsCut(int block) => EarlierMemory.Is(_draft.Index, block) || _draft.Index.Blocks[block].Kind == BlockKind.Result && (_draft[block].Rendering == Rendering.Lines || _draft[block].Rendering == Rendering.Handle && _draft.Memory.PinsOf(_draft.Policy.Wishes).Count > 0);

    private int Count(string text) => _draft.Index.Meter.Count(Encoding.UTF8.GetBytes(text));

    /// <summary>The newest entries that fit, oldest first.</summary>
    private string Log(History history, int budget)
    {
        var entries = new List<string>();
        for (var e = _count - 1; e >= 0 && budget > 0; e--)
        {
            var entry = _draft.Exchanges[e].IsUser ? "" : Skeleton.Of(_draft.Index, _draft.Exchanges[e], history);
            if (entry.Length == 0)
                continue;
            budget -= Count(entry) + 1;
            if (budget >= 0)
                entries.Add(entry + "\n");
        }

        entries.Reverse();
        return string.Concat(entries);
    }

    /// <summary>Lines that the view shows anyway, by key.</summary>
    private Span<bool> Present(string ledger)
    {
        var lines = _draft.Memory.Lines;
        var present = lines.NothingPresent();
        Mark(Encoding.UTF8.GetBytes(ledger), present);
        var blocks = _draft.Index.Blocks;
        for (var i = 0; i < blocks.Length; i++)
            if (_draft[i].Rendering == Rendering.Full && blocks[i].Role != Role.System)
                Mark(i, present);
            else if (_draft[i].Rendering == Rendering.Full)
                Mark(_draft.Index.Text(i), present);
            else if (_draft[i].Rendering != Rendering.None)
                Mark(_draft[i].Text.Span, present);
        present[0] = false; // lines that say nothing by themselves
        return present;
    }

    private void Mark(ReadOnlySpan<byte> text, Span<bool> present)
    {
        foreach (var range in text.Split((byte)'\n'))
            present[_draft.Memory.Lines.Store.KeyOf(Lines.Key(text[range]))] = true;
    }

    /// <summary>A block that is shown whole: its lines are known. What a heading says of an argument stands in the view too.</summary>
    private void Mark(int block, Span<bool> present)
    {
        var store = _draft.Memory.Lines.Store;
        for (var id = store.StartOf(block); id < store.StartOf(block + 1); id++)
            if (store.Written.Lines[id] is { Whole: true, Part: HistoryPart.Heading } line)
                Mark(store.Written.Text.Span.Slice(line.Start, line.Length), present);
            else
                present[store.Facts[id].Key] = true;
    }
}
