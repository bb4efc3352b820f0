using System.Buffers;
using System.Text;

namespace Pith.Tokens;

/// <summary>The tokens that are one character below 65,536, sixteen code points a block; the many blocks without one are one.</summary>
internal sealed class CharacterBlocks
{
    private readonly ushort[] blocks = new ushort[VocabularyLayout.Blocks];
    private readonly List<uint> characters = [.. new uint[1 << VocabularyLayout.BlockBits]];

    /// <summary>For each sixteen code points the number of their block.</summary>
    public ReadOnlySpan<ushort> Blocks => blocks;

    /// <summary>The blocks, a token for each code point.</summary>
    public uint[] Characters => [.. characters];

    /// <summary>Adds a token, where it is one character.</summary>
    public void Add(ReadOnlySpan<byte> token, uint value)
    {
        if (Rune.DecodeFromUtf8(token, out var rune, out var length) != OperationStatus.Done || length != token.Length || !rune.IsBmp)
            return;
        ref var block = ref blocks[rune.Value >> VocabularyLayout.BlockBits];
        if (block == 0)
        {
            block = (ushort)(characters.Count >> VocabularyLayout.BlockBits);
            characters.AddRange(new uint[1 << VocabularyLayout.BlockBits]);
        }

        characters[block << VocabularyLayout.BlockBits | rune.Value & ((1 << VocabularyLayout.BlockBits) - 1)] = value;
    }
}
