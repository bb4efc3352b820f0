using System.Buffers;
using Pith.Conversations;
using Pith.Offload;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>A plan in the making: one decision a block and what the whole costs.</summary>
internal sealed class Draft
{
    private readonly Decision[] _decisions;
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _cited = [];
    private readonly List<ReadOnlyMemory<byte>> _texts = [];

    public Draft(PlanMemory memory, Policy policy)
    {
        (Memory, Policy) = (memory, policy);
        _decisions = memory.Whole.ToArray();
        Tokens = Whole = memory.Tokens;
    }

    public ContextIndex Index => Memory.Index;

    /// <summary>What is known of the conversation, from one attempt to the next.</summary>
    public PlanMemory Memory { get; }

    public List<Exchange> Exchanges => Memory.Exchanges;

    public Policy Policy { get; }

    /// <summary>Tokens of all blocks as decided, without the memory.</summary>
    public int Tokens { get; private set; }

    /// <summary>Tokens of all blocks as they were.</summary>
    public int Whole { get; }

    public bool Allows(Tiers tier) => (Policy.Tiers & tier) != 0;

    public Decision this[int block] => _decisions[block];

    public IReadOnlyList<Decision> Decisions => _decisions;

    public IReadOnlyCollection<ReadOnlyMemory<byte>> Cited => [.. _cited.Values, .. _texts];

    /// <summary>Shows a block as it is again.</summary>
    public void Keep(int block) => Set(block, Tiers.None, Rendering.Full, default, _decisions[block].TokensBefore, "");

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
        var before = _decisions[block].TokensAfter;
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
        return BlobHash.Of(Index.Text(block));
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

    /// <summary>The line that stands for a block whose text is kept elsewhere.</summary>
    public byte[] HandleLineOf(int block)
    {
        var context = ContextOf(block);
        var line = new ArrayBufferWriter<byte>(HandleLine.MaxBytes);
        var text = Index.Text(block);
        HandleLine.Write(context.Hash!.Value, context, text.Count((byte)'\n') + 1, text.Length, line);
        return line.WrittenSpan.ToArray();
    }

    private void Set(int block, Tiers tier, Rendering rendering, ReadOnlyMemory<byte> text, int tokens, string reason)
    {
        ref var decision = ref _decisions[block];
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
