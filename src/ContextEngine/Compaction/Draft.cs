using Pith.Conversations;
using Pith.Offload;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>A plan in the making: one decision a block and what the whole costs.</summary>
internal sealed class Draft
{
    private readonly Decision[] _decisions;
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _cited = [];

    public Draft(ContextIndex index, Policy policy)
    {
        Index = index;
        Policy = policy;
        Exchanges = Exchange.Of(index);
        _decisions = new Decision[index.Blocks.Length];
        for (var i = 0; i < _decisions.Length; i++)
        {
            var tokens = index.Blocks[i].Tokens + Overhead(index.Blocks[i].Kind);
            _decisions[i] = new Decision { Block = i, TokensBefore = tokens, TokensAfter = tokens, Reason = "" };
            Tokens += tokens;
        }
    }

    public ContextIndex Index { get; }

    public Policy Policy { get; }

    public List<Exchange> Exchanges { get; }

    /// <summary>Tokens of all blocks as decided, without the memory.</summary>
    public int Tokens { get; private set; }

    public bool Allows(Tiers tier) => (Policy.Tiers & tier) != 0;

    public Decision this[int block] => _decisions[block];

    public IReadOnlyList<Decision> Decisions => _decisions;

    public IReadOnlyCollection<ReadOnlyMemory<byte>> Cited => _cited.Values;

    /// <summary>Shows a block as it is again.</summary>
    public void Keep(int block) => Set(block, Tiers.None, Rendering.Full, default, _decisions[block].TokensBefore, "");

    /// <summary>Leaves a block out.</summary>
    public void Drop(int block, Tiers tier, string reason) => Set(block, tier, Rendering.None, default, 0, reason);

    /// <summary>Puts a text in a block's place, if that is smaller. Returns tokens saved.</summary>
    public int Replace(int block, Tiers tier, Rendering rendering, ReadOnlyMemory<byte> text, string reason)
    {
        var before = _decisions[block].TokensAfter;
        var after = Index.Meter.Count(text.Span) + Overhead(Index.Blocks[block].Kind);
        if (after >= before)
            return 0;
        Set(block, tier, rendering, text, after, reason);
        return before - after;
    }

    /// <summary>The handle of a text, which must then be stored.</summary>
    public string Cite(int block)
    {
        _cited[block] = Index.Memory(block);
        return Handle.Of(Index.Text(block));
    }

    private void Set(int block, Tiers tier, Rendering rendering, ReadOnlyMemory<byte> text, int tokens, string reason)
    {
        ref var decision = ref _decisions[block];
        Tokens += tokens - decision.TokensAfter;
        decision = decision with { Tier = tier, Rendering = rendering, Text = text, TokensAfter = tokens, Reason = reason };
    }

    /// <summary>Tokens that the wrapping of a block costs in a request body, measured on the Messages form.</summary>
    private static int Overhead(BlockKind kind) => kind switch
    {
        BlockKind.Call => 34,
        BlockKind.Result => 30,
        _ => 10,
    };
}
