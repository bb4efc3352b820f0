using System.Buffers;
using System.Runtime.InteropServices;
using Pith.Conversations;
using Pith.Offload;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>A plan in the making: one decision a block and what the whole costs. Used for one plan after the other.</summary>
internal sealed class Draft(PlanMemory memory)
{
    private readonly List<Decision> _decisions = [];
    private readonly List<TierReport> _reports = [];
    private readonly List<ReadOnlyMemory<byte>> _allCited = [];
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _cited = [];
    private readonly List<ReadOnlyMemory<byte>> _texts = [];
    private readonly ArrayBufferWriter<byte> _words = new(1 << 10);

    /// <summary>Shows every block as it is again.</summary>
    public void Start(Policy policy)
    {
        Policy = policy;
        CollectionsMarshal.SetCount(_decisions, memory.Whole.Count);
        CollectionsMarshal.AsSpan(memory.Whole).CopyTo(Decisions);
        Tokens = Whole = memory.Tokens;
        _cited.Clear();
        _texts.Clear();
        _words.ResetWrittenCount();
    }

    public ContextIndex Index => memory.Index;

    /// <summary>What is known of the conversation, from one attempt to the next.</summary>
    public PlanMemory Memory => memory;

    public List<Exchange> Exchanges => memory.Exchanges;

    public Policy Policy { get; private set; }

    /// <summary>Tokens of all blocks as decided, without the memory.</summary>
    public int Tokens { get; private set; }

    /// <summary>Tokens of all blocks as they were.</summary>
    public int Whole { get; private set; }

    public bool Allows(Tiers tier) => (Policy.Tiers & tier) != 0;

    public ref readonly Decision this[int block] => ref Decisions[block];

    public Span<Decision> Decisions => CollectionsMarshal.AsSpan(_decisions);

    /// <summary>Where texts are written that take the place of a block's; <see cref="Since"/> is the text.</summary>
    public IBufferWriter<byte> Words => _words;

    /// <summary>How much was written so far.</summary>
    public int WordsWritten => _words.WrittenCount;

    /// <summary>What was written behind a position.</summary>
    public ReadOnlyMemory<byte> Since(int position) => _words.WrittenMemory[position..];

    /// <summary>Leaves a block out.</summary>
    public void Drop(int block, Tiers tier, string reason) => Set(block, tier, Rendering.None, default, 0, reason);

    /// <summary>Puts a text in a block's place, if that is smaller. Returns tokens saved.</summary>
    public int Replace(int block, Tiers tier, Rendering rendering, ReadOnlyMemory<byte> text, string reason)
    {
        return Replace(block, tier, rendering, text, Index.Meter.Count(text.Span), reason);
    }

    /// <summary>The same with a text that was counted before.</summary>
    public int Replace(int block, Tiers tier, Rendering rendering, ReadOnlyMemory<byte> text, int tokens, string reason)
    {
        var before = this[block].TokensAfter;
        var after = tokens + Overhead(Index.Blocks[block].Kind);
        if (after >= before)
            return 0;
        Set(block, tier, rendering, text, after, reason);
        return before - after;
    }

    /// <summary>The name of a block's text, which must then be stored.</summary>
    public BlobHash Cite(int block)
    {
        _cited[block] = Index.Memory(block);
        return memory.HashOf(block);
    }

    /// <summary>Has a text stored that is no block's.</summary>
    public void Cite(ReadOnlyMemory<byte> text) => _texts.Add(text);

    /// <summary>What a preview of a block should know. Cites the block.</summary>
    public PreviewContext ContextOf(int block)
    {
        ref readonly var facts = ref Index.Blocks[block];
        return new PreviewContext
        {
            Tool = Index.Symbol(facts.Tool),
            Arguments = facts.Kind == BlockKind.Result && facts.Partner >= 0 ? Index.Text(facts.Partner) : [],
            Path = facts.Work is ToolKind.Read ? Index.Symbol(facts.Subject) : [],
            IsError = facts.Has(BlockFlags.Error),
            Hash = Cite(block),
        };
    }

    /// <summary>Writes the line that stands for a block whose text is kept elsewhere.</summary>
    public void WriteHandleLine(int block)
    {
        var context = ContextOf(block);
        var text = Index.Text(block);
        HandleLine.Write(context.Hash!.Value, context, text.Count((byte)'\n') + 1, text.Length, _words);
    }

    /// <summary>The plan that this is now, with a memory for what is gone.</summary>
    public Plan Finish(Plan plan, Replacement? replacement, bool rewritten)
    {
        _allCited.Clear();
        foreach (var text in _cited.Values)
            _allCited.Add(text);
        foreach (var text in _texts)
            _allCited.Add(text);
        if (replacement is { History.IsEmpty: false })
            _allCited.Add(replacement.History);
        PlanReports.Write(this, replacement, _reports);
        (plan.Policy, plan.Decisions, plan.Tiers, plan.Cited) = (Policy, _decisions, _reports, _allCited);
        (plan.Memory, plan.History, plan.Source) = (replacement?.Memory ?? default, replacement?.History ?? default, replacement?.Source);
        plan.Pinned = replacement?.Pinned ?? (IReadOnlyList<int>)[];
        (plan.Rewritten, plan.Tokens) = (rewritten, replacement?.Tokens ?? Tokens);
        return plan;
    }

    private void Set(int block, Tiers tier, Rendering rendering, ReadOnlyMemory<byte> text, int tokens, string reason)
    {
        ref var decision = ref Decisions[block];
        Tokens += tokens - decision.TokensAfter;
        decision = decision with { Tier = tier, Rendering = rendering, Text = text, TokensAfter = tokens, Reason = reason };
    }

    /// <summary>Tokens that the wrapping of a block costs in a request body, measured on the Messages form.</summary>
    public static int Overhead(BlockKind kind) => kind switch
    {
        BlockKind.Call => 34,
        BlockKind.Result => 30,
        _ => 10,
    };
}
