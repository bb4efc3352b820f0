using System.Security.Cryptography;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// Where things go that a command may not have made. They are moved and never deleted: what stands at a path may be a person's,
/// who made it while the command ran. No step follows a link.
/// </summary>
/// <param name="folder">A folder that no command can write, without links; null where there is none, and then what is there is deleted.</param>
internal sealed class Quarantine(string? folder)
{
    private const int NoDeeper = 64;

    /// <summary>Bytes that are copied, of which a sparse file has as many as it says: what is guarded is small.</summary>
    private const long Largest = 64 << 20;

    /// <summary>Takes away what stands there, a link itself and not what it leads to. Returns where it is now; null where nothing was, or it was deleted.</summary>
    /// <exception cref="IOException">It cannot be moved.</exception>
    /// <exception cref="UnauthorizedAccessException">It belongs to somebody else.</exception>
    public string? Take(string path)
    {
        if (GuardedLinks.Above(path) is { } link)
            throw new IOException($"{link} is a link now");
        if (GuardedFile.KindOf(path).Kind == GuardedKind.Missing)
            return null;
        GuardedLinks.Open(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (folder is null)
        {
            Delete(path, NoDeeper);
            return null;
        }

        var place = Path.Combine(folder, RandomNumberGenerator.GetHexString(8, lowercase: true));
        if (GuardedLinks.Above(Path.Combine(place, "x")) is { } astray)
            throw new IOException($"{astray} is a link, and leads nobody knows where");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(place);
        else
            Directory.CreateDirectory(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var to = Path.Combine(place, Path.GetFileName(path));
        try
        {
            var room = Largest;
            Copy(path, to, NoDeeper, ref room);
        }
        catch (IOException)
        {
            Delete(place, NoDeeper + 1);
            // What cannot be copied, for its names, its depth, its size or a full disk, gets a name where it stands that nobody obeys.
            var aside = $"{path}.{Path.GetFileName(place)}";
            Directory.Move(path, aside);
            return aside;
        }

        Delete(path, NoDeeper);
        // Of a pipe or a socket there is nothing to keep.
        return GuardedFile.KindOf(to).Kind == GuardedKind.Missing ? null : to;
    }

    // A copy, since the quarantine is seldom on the same disk.
    private static void Copy(string path, string to, int depth, ref long room)
    {
        var (kind, link) = GuardedFile.KindOf(path);
        if (depth == 0)
            throw new IOException($"{path} lies too deep");
        if (kind == GuardedKind.Missing)
            throw new IOException($"{path} has a name that cannot be said"); // not in UTF-8, or too long
        if (kind == GuardedKind.Link)
            File.CreateSymbolicLink(to, link!);
        else if (kind == GuardedKind.File && GuardedFile.IsRegular(path))
        {
            GuardedLinks.Open(path, UnixFileMode.UserRead);
            if ((room -= new FileInfo(path).Length) < 0)
                throw new IOException($"{path} makes it more than is copied");
            File.Copy(path, to);
        }
        else if (kind == GuardedKind.Folder)
        {
            GuardedLinks.Open(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Directory.CreateDirectory(to);
            foreach (var below in Directory.EnumerateFileSystemEntries(path))
                Copy(below, Path.Combine(to, Path.GetFileName(below)), depth - 1, ref room);
        }
    }

    private static void Delete(string path, int depth)
    {
        if (depth == 0)
            throw new IOException($"{path} lies too deep");
        if (GuardedFile.KindOf(path).Kind != GuardedKind.Folder)
        {
            File.Delete(path);
            return;
        }

        GuardedLinks.Open(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var below in Directory.EnumerateFileSystemEntries(path).ToArray())
            Delete(below, depth - 1);
        Directory.Delete(path);
    }
}
