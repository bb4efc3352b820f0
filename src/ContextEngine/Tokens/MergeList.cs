using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Pith.Tokens;

/// <summary>
/// A vocabulary as what cannot be derived of it: the two parts of each token, a byte of each after the other so that they pack
/// well, and the pilots of its block, which take long to find. All else follows: a token's bytes are those of its parts.
/// </summary>
/// <remarks>
/// <code>
///   0  u32 tokens
///   4  for each of the two parts, and of each the lowest byte first: a byte for every token. A token of one byte has the byte as its left
///      part and 0xFFFFFF as its right
///      pilots
/// </code>
/// </remarks>
internal static class MergeList
{
    private const int HeaderLength = 4;
    private const int PartBytes = 3;
    private const int Alone = 0xFFFFFF;

    /// <summary>The list of a block's tokens. Every one of more than a byte must have parts.</summary>
    public static byte[] Write(TokenBytes tokens, (int Left, int Right)?[] merges, ReadOnlySpan<byte> block)
    {
        var count = tokens.Count;
        var pilots = VocabularyBlock.PilotsOf(block);
        var list = new byte[HeaderLength + 2 * PartBytes * count + pilots.Length];
        BinaryPrimitives.WriteInt32LittleEndian(list, count);
        for (var id = 0; id < count; id++)
        {
            var (left, right) = merges[id] ?? (tokens[id] is [var single] ? (single, Alone) : throw new InvalidDataException($"token {id} has no parts"));
            for (var i = 0; i < PartBytes; i++)
            {
                list[HeaderLength + i * count + id] = (byte)(left >> (8 * i));
                list[HeaderLength + (PartBytes + i) * count + id] = (byte)(right >> (8 * i));
            }
        }

        pilots.CopyTo(list.AsSpan(HeaderLength + 2 * PartBytes * count));
        return list;
    }

    /// <summary>The block of a list: some 10 ms for a hundred thousand tokens.</summary>
    public static byte[] Read(ReadOnlySpan<byte> list)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(list);
        var merges = new (int Left, int Right)?[count];
        var (starts, lengths, length) = (new int[count], new int[count], 0);
        var lefts = list[HeaderLength..];
        var rights = lefts[(PartBytes * count)..];
        for (var id = 0; id < starts.Length; id++)
        {
            var (left, right) = (Part(lefts, count, id), Part(rights, count, id));
            merges[id] = right == Alone ? null : (left, right);
            starts[id] = length;
            lengths[id] = right == Alone ? 1 : lengths[left] + lengths[right];
            length += lengths[id];
        }

        var bytes = new byte[length];
        for (var id = 0; id < count; id++)
            if (merges[id] is var (left, right))
            {
                Copy(bytes, starts[left], starts[id], lengths[left]);
                Copy(bytes, starts[right], starts[id] + lengths[left], lengths[right]);
            }
            else
            {
                bytes[starts[id]] = lefts[id];
            }

        return VocabularyBlock.Build(new(bytes, starts, lengths), merges, pilots: rights[(PartBytes * count)..]);
    }

    /// <summary>Copies sixteen bytes for nearly every part: what is behind it is written later.</summary>
    private static void Copy(byte[] bytes, int from, int to, int length)
    {
        if (length <= Vector128<byte>.Count && to + Vector128<byte>.Count <= bytes.Length)
            Vector128.LoadUnsafe(ref bytes[from]).StoreUnsafe(ref bytes[to]);
        else
            bytes.AsSpan(from, length).CopyTo(bytes.AsSpan(to));
    }

    private static int Part(ReadOnlySpan<byte> bytes, int count, int id) => bytes[id] | bytes[count + id] << 8 | bytes[2 * count + id] << 16;
}
