using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pith.Text;

namespace Pith.Compaction;

/// <summary>Texts, each once, with a number from 0 that equal texts share. Written in place, so that one that is known costs no memory.</summary>
internal sealed class TextTable
{
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 12);
    private readonly Dictionary<UInt128, int> _numbers = [];
    private readonly List<int> _ends = [];

    /// <summary>How many there are.</summary>
    public int Count => _ends.Count;

    /// <summary>Where the next text is written.</summary>
    public IBufferWriter<byte> Next => _bytes;

    /// <summary>A text.</summary>
    public ReadOnlySpan<byte> this[int number] => _bytes.WrittenSpan[StartOf(number).._ends[number]];

    /// <summary>The number of what was written since the last call.</summary>
    public int Take()
    {
        var start = StartOf(Count);
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, XxHash128.HashToUInt128(_bytes.WrittenSpan[start..]), out var known);
        if (known)
            _bytes.Rewind(start);
        else
        {
            number = Count;
            _ends.Add(_bytes.WrittenCount);
        }

        return number;
    }

    private int StartOf(int number) => number == 0 ? 0 : _ends[number - 1];
}
