using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Pith.Tools.Files;

/// <summary>The entries of an index that stand for other repositories. Source: gitformat-index(5).</summary>
internal static class GitLinks
{
    private const int Largest = 1 << 30, Chunk = 256 << 10, Head = 12, ModeAt = 24, IdAt = 40;

    /// <summary>The mode of such an entry, as an index without one holds it by chance only: so most are read in one pass and not taken apart.</summary>
    private static ReadOnlySpan<byte> Mode => [0, 0, 0xE0, 0];

    /// <summary>Their paths from the top, also of an index that is split in two.</summary>
    /// <param name="own">The folder of the index.</param>
    /// <param name="isLong">Whether objects are named by SHA-256.</param>
    public static IReadOnlyList<string> In(string own, bool isLong)
    {
        try
        {
            return !Directory.Exists(own) ? [] : [.. Directory.EnumerateFiles(own, "sharedindex.*").Prepend(Path.Combine(own, "index")).Where(MayHaveOne).SelectMany(file => Of(PlainFile.Read(file, Largest), isLong ? 32 : 20))];
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return []; // git cannot read it either
        }
    }

    /// <summary>Those of an index; what is damaged ends it, as it ends git.</summary>
    internal static IReadOnlyList<string> Of(ReadOnlySpan<byte> index, int idLength)
    {
        var found = new List<string>();
        if (!index.StartsWith("DIRC"u8) || index.Length < Head)
            return found;
        var (version, count) = (BinaryPrimitives.ReadUInt32BigEndian(index[4..]), BinaryPrimitives.ReadUInt32BigEndian(index[8..]));
        var name = new List<byte>();
        var at = Head;
        for (var n = 0u; n < count && at + IdAt + idLength + 2 < index.Length; n++)
        {
            var entry = index[at..];
            var start = IdAt + idLength + 2 + (version >= 3 && (entry[IdAt + idLength] & 0x40) != 0 ? 2 : 0);
            var kept = version == 4 ? (int)Math.Max(-1, name.Count - Shortened(entry, ref start)) : 0;
            if (kept < 0 || kept > name.Count || start >= entry.Length || entry[start..].IndexOf((byte)0) is not (>= 0 and var length))
                break;
            name.RemoveRange(kept, name.Count - kept);
            name.AddRange(entry.Slice(start, length));
            if (entry.Slice(ModeAt, 4).SequenceEqual(Mode))
                found.Add(Encoding.UTF8.GetString([.. name]));
            at += version == 4 ? start + length + 1 : (start + length + 8) & ~7;
        }

        return found;
    }

    /// <summary>By how much the name before is cut before the rest follows: seven bits a byte, and each further byte counts one more.</summary>
    private static long Shortened(ReadOnlySpan<byte> entry, ref int at)
    {
        var value = -1L;
        byte read = 0x80;
        for (; at < entry.Length && (read & 0x80) != 0 && value < int.MaxValue; at++)
            value = ((value + 1) << 7) + ((read = entry[at]) & 0x7F);
        return value;
    }

    private static bool MayHaveOne(string file)
    {
        if (FileStamp.Of(file) is not { IsRegular: true })
            return false;
        using var handle = File.OpenHandle(file);
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            var (kept, at) = (0, 0L);
            while (RandomAccess.Read(handle, buffer.AsSpan(kept), at) is > 0 and var read)
            {
                var all = buffer.AsSpan(0, kept + read);
                if (all.IndexOf(Mode) >= 0)
                    return true;
                at += read;
                kept = Math.Min(Mode.Length - 1, all.Length);
                all[^kept..].CopyTo(buffer);
            }

            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
