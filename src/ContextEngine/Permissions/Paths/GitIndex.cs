using System.Buffers.Binary;
using System.Text;

namespace Pith.Permissions.Paths;

/// <summary>The names that git tracks in a work tree, read out of its index. Whatever is not plain (another format, split, sparse, with submodules, a work tree elsewhere) tells nothing.</summary>
internal static class GitIndex
{
    private const int Longest = 32 << 20, Fixed = 62, Link = 0xE000, Sparse = 0x4000;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether no tracked name is one of those that are asked for; false too where nobody can tell.</summary>
    /// <param name="root">The folder that holds <c>.git</c>.</param>
    /// <param name="holds">Asked of each full path.</param>
    public static bool LacksAny(string root, Func<ReadOnlySpan<char>, bool> holds)
    {
        try
        {
            var settings = Encoding.UTF8.GetString(Read(root + "/.git/config"));
            return settings.Length > 0 && !settings.Contains("worktree", StringComparison.OrdinalIgnoreCase) && !settings.Contains("objectformat", StringComparison.OrdinalIgnoreCase)
                && Lacks(Read(root + "/.git/index"), root, holds);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException)
        {
            return false;
        }
    }

    // What has no length is no file, or one that may never end: a pipe, a device, what a link leads to.
    private static byte[] Read(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null, Length: > 0 and < Longest } ? File.ReadAllBytes(path) : [];

    private static bool Lacks(ReadOnlySpan<byte> index, string root, Func<ReadOnlySpan<char>, bool> holds)
    {
        if (index.Length < 32 || !index.StartsWith("DIRC"u8))
            return false;
        var version = BinaryPrimitives.ReadUInt32BigEndian(index[4..]);
        if (version is not (2 or 3 or 4))
            return false;
        var (at, length, name, path) = (12, 0, new byte[4096], new char[root.Length + 1 + 4096]);
        $"{root}/".CopyTo(path);
        for (var left = BinaryPrimitives.ReadUInt32BigEndian(index[8..]); left > 0; left--)
        {
            if (at + Fixed + 2 > index.Length || (BinaryPrimitives.ReadUInt32BigEndian(index[(at + 24)..]) & 0xF000) is Link or Sparse)
                return false;
            var from = at + Fixed + ((index[at + Fixed - 2] & 0x40) != 0 ? 2 : 0);
            var kept = version == 4 ? length - Gone(index, ref from) : 0;
            var end = from < index.Length ? index[from..].IndexOf((byte)0) : -1;
            if (kept < 0 || end < 0 || kept + end > name.Length)
                return false;
            index.Slice(from, end).CopyTo(name.AsSpan(kept));
            length = kept + end;
            if (length == 0 || holds(path.AsSpan(0, root.Length + 1 + Strict.GetChars(name, 0, length, path, root.Length + 1))))
                return false;
            at = version == 4 ? from + end + 1 : at + ((from - at + end + 8) & ~7);
        }

        return HasNoMore(index[at..]);
    }

    /// <summary>How much of the name before goes, seven bits a byte; more than any name has where the bytes end before it does.</summary>
    private static int Gone(ReadOnlySpan<byte> index, ref int from)
    {
        var gone = 0;
        for (var isFirst = true; from < index.Length && gone <= Longest; isFirst = false)
        {
            var next = index[from++];
            gone = isFirst ? next & 0x7F : ((gone + 1) << 7) | (next & 0x7F);
            if ((next & 0x80) == 0)
                return gone;
        }

        return int.MaxValue / 2;
    }

    /// <summary>Whether what follows the names tells nothing of them. A part whose name begins small changes what they mean.</summary>
    private static bool HasNoMore(ReadOnlySpan<byte> rest)
    {
        const int digest = 20, head = 8;
        while (rest.Length >= digest + head)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
            if (char.IsAsciiLetterLower((char)rest[0]) || size > rest.Length - head)
                return false;
            rest = rest[(head + (int)size)..];
        }

        return rest.Length == digest;
    }
}
