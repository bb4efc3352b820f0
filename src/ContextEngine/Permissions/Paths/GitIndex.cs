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
            var settings = File.ReadAllText(root + "/.git/config");
            if (new FileInfo(root + "/.git/index") is not { Exists: true, Length: < Longest } file || settings.Contains("worktree", StringComparison.OrdinalIgnoreCase) || settings.Contains("objectformat", StringComparison.OrdinalIgnoreCase))
                return false;
            return Lacks(File.ReadAllBytes(file.FullName), root, holds);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or DecoderFallbackException or ArgumentException)
        {
            return false;
        }
    }

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
            var kept = 0;
            if (version == 4)
            {
                // How much of the name before goes, seven bits a byte.
                var gone = index[from] & 0x7F;
                while ((index[from++] & 0x80) != 0)
                    gone = from < index.Length && gone < name.Length ? ((gone + 1) << 7) | (index[from] & 0x7F) : name.Length;
                kept = length - gone;
            }

            var end = from < index.Length ? index[from..].IndexOf((byte)0) : -1;
            if (kept < 0 || end < 0 || kept + end > name.Length)
                return false;
            index.Slice(from, end).CopyTo(name.AsSpan(kept));
            length = kept + end;
            if (length == 0 || holds(path.AsSpan(0, root.Length + 1 + Strict.GetChars(name, 0, length, path, root.Length + 1))))
                return false;
            at = version == 4 ? from + end + 1 : at + ((from - at + end + 8) & ~7);
        }

        // A part that begins small changes what the rest means.
        while (at + 8 <= index.Length - 20)
        {
            if (char.IsAsciiLetterLower((char)index[at]))
                return false;
            var size = BinaryPrimitives.ReadUInt32BigEndian(index[(at + 4)..]);
            at = size < index.Length ? at + 8 + (int)size : -1;
            if (at < 0)
                return false;
        }

        return at == index.Length - 20;
    }
}
