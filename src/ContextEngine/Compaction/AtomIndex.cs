using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pith.Compaction.Selection;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>How often and how lately the assistant itself mentioned each atom, in words or arguments, and which a person named: what it acted on, it will act on.</summary>
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

    /// <summary>What the atoms of a line say of it.</summary>
    public LineAtoms Of(ReadOnlySpan<byte> line)
    {
        var (sum, atoms, recency, asked) = (0.0, 0, 0f, false);
        foreach (var atom in new AtomScanner(line))
        {
            atoms++;
            var key = XxHash3.HashToUInt64(atom);
            sum += PortableMath.Log(1 + _acted.GetValueOrDefault(key));
            if (_last.TryGetValue(key, out var turn))
                recency = Math.Max(recency, 1f / (1 + (_turns - turn) / 8f));
            asked = asked || IsAsked(atom, key);
        }

        return new LineAtoms(sum / Math.Sqrt(1 + atoms), recency, asked);
    }

    /// <summary>Worth of one name: how often the assistant used it, and how lately.</summary>
    public double Worth(ulong key) => (0.2 + PortableMath.Log(1 + _acted.GetValueOrDefault(key))) * (0.3 + (_last.TryGetValue(key, out var turn) ? 1f / (1 + (_turns - turn) / 16f) : 0));

    private bool IsAsked(ReadOnlySpan<byte> atom, ulong key) =>
        _asked.Contains(key) || atom.Contains((byte)'/') && _asked.Contains(XxHash3.HashToUInt64(Base(atom)));

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
