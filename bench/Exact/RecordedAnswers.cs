using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Pith.Bench.Exact;

/// <summary>
/// Answers of the official core to the first texts of a seed, small enough to keep: SHA-256 of all the texts, then for each
/// text and encoding the number of ids as a varint and sixteen bits of their hash.
/// </summary>
internal static class RecordedAnswers
{
    public const int Count = 20_000;

    public const ulong Seed = 20261126;

    /// <summary>The texts that are recorded; without real text, so that they depend on nothing but this code.</summary>
    public static Batch Texts() => new(new GeneratedText(Seed, []), 0, Count);

    /// <summary>What identifies the texts.</summary>
    public static byte[] Sum(Batch texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var text in texts.Texts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
            hash.AppendData(length);
            hash.AppendData(text.Span);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Reads the next list of ids; of its hash the low sixteen bits are known.</summary>
    public static IdList Next(ref ReadOnlySpan<byte> file)
    {
        var count = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = file[0];
            file = file[1..];
            count |= (b & 0x7F) << shift;
            if (b < 0x80)
                break;
        }

        var hash = BinaryPrimitives.ReadUInt16LittleEndian(file);
        file = file[2..];
        return new(count, hash);
    }
}
