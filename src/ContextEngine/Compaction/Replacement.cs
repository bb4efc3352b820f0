using Pith.Compaction.Wishes;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// Replaces the first exchanges of a draft by pins and a memory block. Collapse and full compact are this with other
/// shares: a log of what was done, or the lines worth keeping. Used for one plan after the other.
/// </summary>
internal sealed class Replacement(Draft draft)
{
    private readonly MemoryText _memory = new();
    private readonly WorkLog _log = new(draft);
    private readonly List<int> _pinned = [];
    private readonly List<int> _cuts = [];
    private int _count;

    /// <summary>Begins anew with the draft as it is now.</summary>
    public Replacement Begin(int count, Tiers tier)
    {
        (_count, Memory, History, Source, MemoryTokens) = (count, default, default, null, 0);
        var end = count == 0 ? 0 : draft.Exchanges[count - 1].EndBlock;
        var memories = draft.Memory.Memories;
        Pins.Of(draft.Index).Before(memories is [.., var last] ? Math.Max(end, last.Block) : end, _pinned); // the first request stays before the memory, also when it is rewritten
        for (var e = 0; e < count; e++)
            for (var i = draft.Exchanges[e].FirstBlock; i < draft.Exchanges[e].EndBlock; i++)
                if (!_pinned.Contains(i) && draft.Index.Blocks[i].Role != Role.System)
                    draft.Drop(i, tier, tier == Tiers.Full ? "replaced by the memory" : "collapsed into the log");
        foreach (var (block, _) in memories)
            if (block >= end)
                draft.Drop(block, tier, "carried on by the new memory");
        return this;
    }

    /// <summary>The requests that stay verbatim although their exchanges went.</summary>
    public List<int> Pinned => _pinned;

    public ReadOnlyMemory<byte> Memory { get; private set; }

    public ReadOnlyMemory<byte> History { get; private set; }

    /// <summary>The history with its lines; null where there is none.</summary>
    public History? Source { get; private set; }

    public int MemoryTokens { get; private set; }

    /// <summary>Tokens of view and memory together.</summary>
    public int Tokens => draft.Tokens + MemoryTokens;

    /// <summary>Writes the memory: ledger and log within their shares, lines with what is left of the budget.</summary>
    public void Remember(int ledgerTokens, int logTokens, bool withLines)
    {
        var (policy, known) = (draft.Policy, draft.Memory.Lines);
        FindCuts();
        var history = known.Of(draft.Exchanges, _count, _cuts);
        if (history.Lines.Length == 0)
            return;
        (History, Source) = (history.Text, history);
        _memory.Begin(history);
        var left = policy.Budget - draft.Tokens - MemoryText.Frame;
        var (pins, start) = (_memory.Length, _memory.Length);
        _memory.Output.Append($"{PinSection.Write(draft, Math.Min((int)(policy.Budget * policy.PinShare), left))}");
        left -= Count(ref start);
        if (draft.Allows(Tiers.Memory))
            known.Ledger.Write(new LedgerRange(draft.Exchanges, _count, _pinned, draft.Memory.Memories), Math.Min(ledgerTokens, left), Math.Min((int)(policy.Budget * policy.ClipShare), left), _memory.Output);
        left -= Count(ref start);
        var present = Present(_memory.Since(pins));
        if (_log.Choose(history, _count, Math.Min(logTokens, left)))
        {
            _memory.Output.Append($"{MemorySections.Log}\n");
            start = _memory.Length;
            _log.Write(_memory.Output);
            left -= Count(ref start);
        }

        if (left > 0)
            left -= Instructed(history, present, Math.Min((int)(policy.Budget * policy.InstructedShare), left));
        if (withLines && left > 0)
            known.Evidence(draft.Exchanges.Count, policy.Weights).Choose(present, draft.Decisions, policy.NamesShare, left, _memory.Output);
        Memory = _memory.End();
        MemoryTokens = draft.Index.Meter.Count(Memory.Span) + 10;
    }

    /// <summary>Memories, and results that show only some of their lines, behind the history: more of them may be worth their tokens.</summary>
    private void FindCuts()
    {
        _cuts.Clear();
        var from = _count < draft.Exchanges.Count ? draft.Exchanges[_count].FirstBlock : draft.Index.Blocks.Length;
        var hasPins = draft.Memory.PinsOf(draft.Policy.Wishes).Count > 0;
        for (var block = from; block < draft.Index.Blocks.Length; block++)
            if (EarlierMemory.Is(draft.Index, block) || draft.Index.Blocks[block].Kind == BlockKind.Result && (draft[block].Rendering == Rendering.Lines || draft[block].Rendering == Rendering.Handle && hasPins))
                _cuts.Add(block);
    }

    /// <summary>Tokens of what was written behind a position, which moves on.</summary>
    private int Count(ref int start)
    {
        var tokens = draft.Index.Meter.Count(_memory.Since(start));
        start = _memory.Length;
        return tokens;
    }

    private int Instructed(History history, Span<bool> present, int budget)
    {
        var lines = InstructedLines.Choose(draft.Index, history, draft.Memory.Lines.Store, draft.Policy.Wishes.Instructions, present, budget);
        if (lines.Length == 0)
            return 0;
        _memory.Output.Append($"{MemorySections.Instructed}\n");
        var start = _memory.Length;
        _memory.Output.Append($"{lines}");
        return Count(ref start);
    }

    /// <summary>Lines that the view shows anyway, by key.</summary>
    private Span<bool> Present(ReadOnlySpan<byte> ledger)
    {
        var store = draft.Memory.Lines.Store;
        var present = draft.Memory.Lines.NothingPresent();
        Mark(ledger, present);
        var blocks = draft.Index.Blocks;
        for (var i = 0; i < blocks.Length; i++)
            if (draft[i].Rendering == Rendering.Full && blocks[i].Role != Role.System)
                store.Mark(i, present);
            else if (draft[i].Rendering == Rendering.Full)
                Mark(draft.Index.Text(i), present);
            else if (draft[i].Rendering != Rendering.None)
                Mark(draft[i].Text.Span, present);
        present[0] = false; // lines that say nothing by themselves
        return present;

        void Mark(ReadOnlySpan<byte> text, Span<bool> present)
        {
            foreach (var range in text.Split((byte)'\n'))
                present[store.KeyOf(Lines.Key(text[range]))] = true;
        }
    }
}
