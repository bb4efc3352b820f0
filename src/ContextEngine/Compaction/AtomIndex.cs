using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>How often the assistant itself mentioned each atom, in words or arguments: what it acted on, it will act on.</summary>
internal sealed class AtomIndex
{
    private readonly Dictionary<ulong, int> _acted = [];
    private readonly Dictionary<ulong, int> _last = [];
    private readonly HashSet<ulong> _asked = [];
    private readonly int _turns;

    public AtomIndex(ContextIndex index)
    {
        var blocks = index.Blocks;
        _turns = index.Turns.Length;
        for (var i = 0; i < blocks.Length; i++)
            if (blocks[i].Kind == BlockKind.Call || blocks[i].Kind == BlockKind.Text && blocks[i].Role == Role.Assistant)
                Count(index.Text(i), blocks[i].Kind == BlockKind.Call ? 2 : 1, blocks[i].Turn);
            else if (blocks[i].Has(BlockFlags.Request))
                foreach (var atom in new AtomScanner(index.Text(i)))
                {
                    _asked.Add(XxHash3.HashToUInt64(atom));
                    _asked.Add(XxHash3.HashToUInt64(Base(atom)));
                }
    }

    private static ReadOnlySpan<byte> Base(ReadOnlySpan<byte> atom) => atom[(atom.LastIndexOf((byte)'/') + 1)..];

    /// <summary>How lately the assistant mentioned an atom of a line: 1 for just now, halved every eight turns.</summary>
    public float Recency(ReadOnlySpan<byte> line)
    {
        var best = 0f;
        foreach (var atom in new AtomScanner(line))
            if (_last.TryGetValue(XxHash3.HashToUInt64(atom), out var turn))
                best = Math.Max(best, 1f / (1 + (_turns - turn) / 8f));
        return best;
    }

    /// <summary>Worth of one name: how often the assistant used it, and how lately.</summary>
    public double Worth(ulong key) => (0.2 + Math.Log(1 + _acted.GetValueOrDefault(key))) * (0.3 + (_last.TryGetValue(key, out var turn) ? 1f / (1 + (_turns - turn) / 16f) : 0));

    /// <summary>Whether a person named an atom of a line.</summary>
    public bool Asked(ReadOnlySpan<byte> line)
    {
        foreach (var atom in new AtomScanner(line))
            if (_asked.Contains(XxHash3.HashToUInt64(atom)) || atom.Contains((byte)'/') && _asked.Contains(XxHash3.HashToUInt64(Base(atom))))
                return true;
        return false;
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

    private void Count(ReadOnlySpan<byte> text, int weight, int turn)
    {
        foreach (var atom in new AtomScanner(text))
        {
            var key = XxHash3.HashToUInt64(atom);
            CollectionsMarshal.GetValueRefOrAddDefault(_acted, key, out _) += weight;
            _last[key] = turn;
        }
    }
}
