using System.Buffers;
using System.Text;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>
/// The merges of a vocabulary made of characters, told in bytes: the bytes of each character that it has merge first, from
/// left to right, and then everything goes on as before.
/// </summary>
/// <remarks>
/// Bytes of one character never merge with those of another, because the middle of a character looks like no beginning. A
/// text of known characters is therefore all characters before its first real merge, and no part of a character is left.
/// </remarks>
internal sealed class CharacterTable : IMergeTable
{
    private const int Part = 1 << 24; // ids from here on: bytes, and then beginnings of characters

    private readonly PairTable merges;
    private readonly Dictionary<byte[], (int Rank, int Whole)> parts = new(ByteComparer.Instance);

    /// <param name="vocabulary">Ids by text.</param>
    /// <param name="merges">Merges of characters.</param>
    public CharacterTable(Dictionary<byte[], int> vocabulary, PairTable merges)
    {
        this.merges = merges;
        var characters = vocabulary.Keys.Where(IsWideCharacter).OrderBy(static c => Convert.ToHexString(c), StringComparer.Ordinal).ToList();
        for (var length = 2; length <= 4; length++)
            foreach (var character in characters)
                if (character.Length >= length && !parts.ContainsKey(character[..length]))
                    parts.Add(character[..length], (parts.Count, character.Length == length ? vocabulary[character] : Part + 256 + parts.Count));
        foreach (var (part, (_, whole)) in parts)
            if (whole >= Part)
                Beginnings.Add(part);
    }

    /// <summary>The beginnings of characters that merging makes on the way, which are no tokens of the vocabulary.</summary>
    public List<byte[]> Beginnings { get; } = [];

    /// <summary>The characters of ASCII that the vocabulary has, one bit each.</summary>
    public UInt128 Ascii
    {
        get
        {
            var set = UInt128.Zero;
            for (byte b = 0; b < 0x80; b++)
                if (merges.First(b) >= 0)
                    set |= UInt128.One << b;
            return set;
        }
    }

    public int First(byte value) => value >= 0x80 ? Part + value : merges.First(value);

    public int Rank(int left, int right, ReadOnlySpan<byte> spelled, out int whole)
    {
        if (left < Part && right < Part)
            return merges.Rank(left, right, spelled, out whole) is >= 0 and var rank ? rank + parts.Count : -1;
        var isPart = parts.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(spelled, out var part);
        whole = isPart ? part.Whole : -1;
        return isPart ? part.Rank : -1;
    }

    private static bool IsWideCharacter(byte[] token) =>
        token[0] >= 0x80 && Rune.DecodeFromUtf8(token, out _, out var width) == OperationStatus.Done && width == token.Length;
}
