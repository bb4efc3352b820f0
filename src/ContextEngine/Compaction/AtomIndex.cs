using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>How often the assistant itself mentioned each atom, in words or arguments: what it acted on, it will act on.</summary>
internal sealed class AtomIndex
{
    private readonly Dictionary<ulong, int> _acted = [];

    public AtomIndex(ContextIndex index)
    {
        var blocks = index.Blocks;
        for (var i = 0; i < blocks.Length; i++)
            if (blocks[i].Kind == BlockKind.Call || blocks[i].Kind == BlockKind.Text && blocks[i].Role == Role.Assistant)
                Count(index.Text(i), blocks[i].Kind == BlockKind.Call ? 2 : 1);
    }

    /// <summary>Worth of a line by its atoms: those acted upon count, by the logarithm of how often; many atoms dilute.</summary>
    public double Worth(ReadOnlySpan<byte> line)
    {
        var sum = 0.0;
        var atoms = 0;
        foreach (var atom in new AtomScanner(line))
        {
            atoms++;
            sum += Math.Log(1 + _acted.GetValueOrDefault(XxHash3.HashToUInt64(atom)));
        }

        return sum / Math.Sqrt(1 + atoms);
    }

    private void Count(ReadOnlySpan<byte> text, int weight)
    {
        foreach (var atom in new AtomScanner(text))
            CollectionsMarshal.GetValueRefOrAddDefault(_acted, XxHash3.HashToUInt64(atom), out _) += weight;
    }
}
