using System.Runtime.InteropServices;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction.Selection;

/// <summary>What happened to each file and command so far. Grows block by block.</summary>
internal sealed class SubjectTable(ContextIndex index, AtomTable atoms)
{
    /// <summary>Longer subjects are scripts, of which a person names parts by chance.</summary>
    private const int LongestName = 400;

    private readonly Dictionary<int, int> _positions = [];
    private readonly List<int> _symbols = [];
    private readonly List<SubjectFacts> _facts = [];

    /// <summary>Takes note of a block of an exchange.</summary>
    public void Add(in Block block, int exchange)
    {
        if (block.Kind != BlockKind.Call || block.Subject < 0)
            return;
        ref var position = ref CollectionsMarshal.GetValueRefOrAddDefault(_positions, block.Subject, out var known);
        if (!known)
        {
            position = _facts.Count;
            _symbols.Add(block.Subject);
            _facts.Add(new SubjectFacts { LastChange = -1, Asked = IsAsked(block.Subject) });
        }

        ref var facts = ref CollectionsMarshal.AsSpan(_facts)[position];
        facts.LastTouch = exchange;
        if (block.Work == ToolKind.Read)
            facts.Reads++;
        else if (block.Work is ToolKind.Edit or ToolKind.Write)
            (facts.Changes, facts.LastChange) = (facts.Changes + 1, exchange);
        else
            facts.Runs++;
    }

    /// <summary>A person has named more than before.</summary>
    public void AskAgain()
    {
        var all = CollectionsMarshal.AsSpan(_facts);
        for (var i = 0; i < all.Length; i++)
            all[i].Asked = IsAsked(_symbols[i]);
    }

    /// <summary>What is known of a subject, by its symbol; false where no call had it.</summary>
    public bool TryGet(int subject, out SubjectFacts facts)
    {
        var known = _positions.TryGetValue(subject, out var position) && subject >= 0;
        facts = known ? _facts[position] : default;
        return known;
    }

    private bool IsAsked(int subject) => index.Symbol(subject) is { Length: <= LongestName } name && atoms.IsAsked(name);
}
