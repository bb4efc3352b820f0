using System.IO.Hashing;
using System.Runtime.InteropServices;
using CommunityToolkit.HighPerformance.Buffers;

namespace Pith.Conversations;

/// <summary>Gives equal byte strings one small number. Keys are 128-bit hashes: a collision needs 2^64 strings.</summary>
internal sealed class SymbolTable : IDisposable
{
    private readonly Dictionary<UInt128, int> _ids = [];
    private readonly List<(int Start, int Length)> _spans = [];
    private readonly ArrayPoolBufferWriter<byte> _bytes = new(4096);

    public int Count => _spans.Count;

    public ReadOnlySpan<byte> this[int id] => _bytes.WrittenSpan.Slice(_spans[id].Start, _spans[id].Length);

    /// <summary>The number of a string; empty strings have none (-1).</summary>
    public int Intern(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return -1;
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, XxHash128.HashToUInt128(text), out var known);
        if (!known)
        {
            id = _spans.Count;
            _spans.Add((_bytes.WrittenCount, text.Length));
            text.CopyTo(_bytes.GetSpan(text.Length));
            _bytes.Advance(text.Length);
        }

        return id;
    }

    public void Clear()
    {
        _ids.Clear();
        _spans.Clear();
        _bytes.Clear();
    }

    public void Dispose() => _bytes.Dispose();
}
