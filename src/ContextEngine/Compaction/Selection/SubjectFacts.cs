using System.Runtime.InteropServices;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction.Selection;

/// <summary>What happened to a file or a command so far: how often it was read, changed or run, and when last.</summary>
internal struct SubjectFacts
{
    /// <summary>Calls of each kind so far.</summary>
    public int Reads, Changes, Runs;

    /// <summary>The exchange of the last call, and of the last that changed it; -1 where none did.</summary>
    public int LastTouch, LastChange;

    /// <summary>Whether a person named it.</summary>
    public bool Asked;

    /// <summary>By subject symbol; exchanges are positions in <paramref name="exchanges"/>.</summary>
    public static Dictionary<int, SubjectFacts> Of(ContextIndex index, AtomIndex atoms, IReadOnlyList<Exchange> exchanges)
    {
        var all = new Dictionary<int, SubjectFacts>();
        for (var e = 0; e < exchanges.Count; e++)
            for (var b = exchanges[e].FirstBlock; b < exchanges[e].EndBlock; b++)
            {
                ref readonly var block = ref index.Blocks[b];
                if (block.Kind != BlockKind.Call || block.Subject < 0)
                    continue;
                ref var facts = ref CollectionsMarshal.GetValueRefOrAddDefault(all, block.Subject, out var known);
                if (!known)
                    (facts.LastChange, facts.Asked) = (-1, index.Symbol(block.Subject) is { Length: <= 400 } name && atoms.Of(name).Asked);
                facts.LastTouch = e;
                if (block.Work == ToolKind.Read)
                    facts.Reads++;
                else if (block.Work is ToolKind.Edit or ToolKind.Write)
                    (facts.Changes, facts.LastChange) = (facts.Changes + 1, e);
                else
                    facts.Runs++;
            }

        return all;
    }
}
