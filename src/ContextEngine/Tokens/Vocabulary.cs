using System.IO.Hashing;

namespace Pith.Tokens;

/// <summary>
/// A compiled vocabulary, used where the binary's image lies in memory: nothing is parsed, copied or allocated, and only
/// the pages that are touched become resident.
/// </summary>
internal sealed unsafe class Vocabulary
{
    private readonly byte* _block;
    private readonly uint* _offsets;
    private readonly uint* _slots;
    private readonly byte* _text;
    private readonly uint _slotMask;

    private Vocabulary(byte* block, long length)
    {
        _block = block;
        Length = length;
        if (length < VocabularyLayout.HeaderBytes || !new ReadOnlySpan<byte>(block, 8).SequenceEqual(VocabularyLayout.Magic))
            throw new BadImageFormatException("the vocabulary inside this binary has another version; build it anew");
        Count = *(int*)(block + 8);
        var log = *(int*)(block + 12);
        _slotMask = (1u << log) - 1;
        _offsets = (uint*)(block + VocabularyLayout.HeaderBytes);
        _slots = _offsets + Count + 1;
        _text = (byte*)(_slots + (1L << log));
    }

    /// <summary>How many tokens; ids run from 0.</summary>
    public int Count { get; }

    /// <summary>Bytes of the block.</summary>
    public long Length { get; }

    /// <summary>Maps a vocabulary that was compiled into this assembly.</summary>
    public static Vocabulary Map(string name)
    {
        var stream = (UnmanagedMemoryStream)typeof(Vocabulary).Assembly.GetManifestResourceStream(name)!;
        return new Vocabulary(stream.PositionPointer, stream.Length);
    }

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> this[int id] => new(_text + _offsets[id], (int)(_offsets[id + 1] - _offsets[id]));

    /// <summary>The id of the token with exactly these bytes, or -1.</summary>
    public int Find(ReadOnlySpan<byte> token)
    {
        var hash = VocabularyLayout.Hash(token);
        var tag = VocabularyLayout.Tag(hash);
        for (var slot = (uint)hash & _slotMask; ; slot = (slot + 1) & _slotMask)
        {
            var entry = _slots[slot];
            if (entry == 0)
                return -1;
            entry--;
            if ((entry & ~VocabularyLayout.IdMask) == tag && this[(int)(entry & VocabularyLayout.IdMask)].SequenceEqual(token))
                return (int)(entry & VocabularyLayout.IdMask);
        }
    }

    /// <summary>Whether the block is as the build wrote it. Reads all of it; for tests and <c>verify</c>, never at start.</summary>
    public bool IsIntact() =>
        XxHash64.HashToUInt64(new ReadOnlySpan<byte>(_block + VocabularyLayout.HeaderBytes, (int)Length - VocabularyLayout.HeaderBytes)) == *(ulong*)(_block + 24);
}
