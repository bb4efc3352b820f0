using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Compaction.Selection;
using Pith.Compaction.Wishes;
using Pith.Conversations;
using Pith.Offload;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// What planning has found out about a conversation, kept from one plan to the next: attempts differ in budget, and a
/// conversation that goes on differs in its last turns. A plan made with it is the plan made without, byte for byte. Costs
/// what is new; starts over where the index moved what it had sealed. Not for two threads at once.
/// </summary>
/// <param name="index">The conversation; sealed whenever a plan is made.</param>
public sealed class PlanMemory(ContextIndex index)
{
    private readonly List<(int Block, EarlierMemory Memory)> _memories = [];
    private readonly Dictionary<(int Block, int Bytes), (ReadOnlyMemory<byte> Text, int Tokens)> _previews = [];
    private readonly Dictionary<int, BlobHash> _hashes = [];
    private readonly List<PinnedPassage> _none = [];
    private readonly Plan _plan = new();
    private bool _isPlanned;
    private int _rewrites, _blocks, _turns, _longest;
    private (UserWishes Wishes, List<PinnedPassage> Passages)? _pins;

    /// <summary>The conversation.</summary>
    internal ContextIndex Index => index;

    /// <summary>The plan in the making.</summary>
    internal Draft Draft => field ??= new Draft(this);

    /// <summary>What takes the place of exchanges in it.</summary>
    internal Replacement Replacement => field ??= new Replacement(Draft);

    /// <summary>The plan that was made last; the next one takes its place.</summary>
    internal Plan Plan => _plan;

    /// <summary>Its exchanges.</summary>
    internal List<Exchange> Exchanges { get; } = [];

    /// <summary>The decision to leave each block as it is.</summary>
    internal List<Decision> Whole { get; } = [];

    /// <summary>Tokens of all blocks as they are.</summary>
    internal int Tokens { get; private set; }

    /// <summary>The memories that earlier compactions left, the oldest first.</summary>
    internal List<(int Block, EarlierMemory Memory)> Memories => _memories;

    /// <summary>What is known of lines.</summary>
    internal LineKnowledge Lines { get; } = new(index);

    /// <summary>Takes in what is new in the index.</summary>
    internal void Grow()
    {
        if (_rewrites != index.Rewrites)
        {
            (_rewrites, _blocks, _turns, _longest, Tokens) = (index.Rewrites, 0, 0, 0, 0);
            _memories.Clear();
            _previews.Clear();
            _hashes.Clear();
            Whole.Clear();
            Lines.Forget();
        }

        if (_blocks == index.Blocks.Length && _turns == index.Turns.Length)
            return;
        (_isPlanned, _pins, _turns) = (false, null, index.Turns.Length);
        Exchange.Write(index, Exchanges);
        for (; _blocks < index.Blocks.Length; _blocks++)
            Add(_blocks);
    }

    /// <summary>What the user's pins stand for, those of earlier memories included, found once.</summary>
    internal List<PinnedPassage> PinsOf(UserWishes wishes)
    {
        if (wishes.Pins.Count == 0 && _memories.Count == 0)
            return _none;
        if (_pins is not { } known || !ReferenceEquals(known.Wishes, wishes))
            _pins = known = (wishes, PinnedPassages.Of(index, wishes, _memories));
        return known.Passages;
    }

    /// <summary>The plan made last, where it is asked for again; and what fits as it is, which needs no plan.</summary>
    internal Plan? Known(Policy policy)
    {
        if (_isPlanned && _plan.Policy == policy)
            return _plan;
        var previews = (policy.Tiers & Tiers.Admission) != 0 && _longest > policy.PreviewBytes;
        if (previews || Tokens > policy.Budget)
            return null;
        Draft.Start(policy);
        return Keep(Draft.Finish(_plan, null, rewritten: false));
    }

    /// <summary>Keeps a plan, should it be asked for again.</summary>
    internal Plan Keep(Plan plan)
    {
        _isPlanned = true;
        return plan;
    }

    /// <summary>The name of a block's text in the store, hashed once.</summary>
    internal BlobHash HashOf(int block)
    {
        ref var hash = ref CollectionsMarshal.GetValueRefOrAddDefault(_hashes, block, out var known);
        return known ? hash : hash = BlobHash.Of(index.Text(block));
    }

    /// <summary>Selected lines of a block in at most so many bytes, and their tokens.</summary>
    internal (ReadOnlyMemory<byte> Text, int Tokens) PreviewOf(int block, in PreviewContext context, int bytes)
    {
        if (_previews.TryGetValue((block, bytes), out var known))
            return known;
        if (_previews.Count > 4 * _blocks + 64)
            _previews.Clear(); // sizes that were tried once
        using var text = new ArrayPoolBufferWriter<byte>(bytes);
        Preview.Write(index.Text(block), context, bytes, text);
        return _previews[(block, bytes)] = (text.WrittenSpan.ToArray(), index.Meter.Count(text.WrittenSpan));
    }

    private void Add(int i)
    {
        ref readonly var block = ref index.Blocks[i];
        var tokens = Written(i) + Draft.Overhead(block.Kind);
        Whole.Add(new Decision { Block = i, TokensBefore = tokens, TokensAfter = tokens, Reason = "" });
        Tokens += tokens;
        if (block.Kind == BlockKind.Result)
            _longest = Math.Max(_longest, block.Length);
        if (EarlierMemory.Of(index, i) is { } memory)
            _memories.Add((i, memory));
    }

    /// <summary>Tokens of a block as it would be written: pictures as base64, reasoning with its signature.</summary>
    private int Written(int i) => index.Blocks[i].Kind switch
    {
        BlockKind.Image => NoiseTokens(index.Text(i)),
        BlockKind.Thinking => index.Blocks[i].Tokens + NoiseTokens(index.Symbol(index.Blocks[i].Extra)),
        _ => index.Blocks[i].Tokens,
    };

    /// <summary>
    /// Base64 of noise weighs everywhere alike, so its beginning tells: counting all signatures is a quarter of a plan from nothing.
    /// Within 6 % of each and 0.2 % of all in the corpus; what is written is counted exactly anyway.
    /// </summary>
    private int NoiseTokens(ReadOnlySpan<byte> base64)
    {
        const int part = 256;
        return base64.Length <= part ? index.Meter.Count(base64) : (int)((long)index.Meter.Count(base64[..part]) * base64.Length / part);
    }
}
