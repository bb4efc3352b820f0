using System.Buffers.Binary;

namespace Pith.Store;

/// <summary>
/// The files from which a collection marks: all below some folders. Whatever cannot be read to its end makes it
/// impossible to know what is referred to, and throws <see cref="StoreException"/>.
/// </summary>
internal static class RootFiles
{
    private const int Deepest = 32;

    /// <summary>Every file below the folders, or the files themselves; a folder of <paramref name="optional"/> may be absent.</summary>
    public static IEnumerable<string> Below(IEnumerable<string> optional, IEnumerable<string> named)
    {
        foreach (var folder in optional.Where(Path.Exists))
            foreach (var file in Walk(folder, 0))
                yield return file;
        foreach (var path in named)
            foreach (var file in Path.Exists(path) ? Walk(path, 0) : throw Unknown(path, "it does not exist"))
                yield return file;
    }

    /// <summary>Opens a file to look for references. Locks of others do not keep us from it.</summary>
    public static Stream Open(string file)
    {
        try
        {
            var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var isCompressed = IsCompressed(stream);
            stream.Position = 0;
            if (!isCompressed)
                return stream;
            stream.Dispose();
            throw Unknown(file, "it is compressed");
        }
        catch (Exception error) when (error is (IOException and not StoreException) or UnauthorizedAccessException or NotSupportedException)
        {
            throw StoreException.From("read", file, error);
        }
    }

    private static IEnumerable<string> Walk(string path, int depth)
    {
        if (depth > Deepest)
            throw Unknown(path, "it lies too deep, or links lead in a circle");
        if (!Directory.Exists(path))
            return HoldsNone(path) ? [] : [path];
        return StoreLayout.Folders(path).Concat(StoreLayout.Files(path)).SelectMany(below => Walk(below, depth + 1));
    }

    // Locks hold no references, and while they are held nobody can open them; a hint that is being written may be gone when we come to it.
    private static bool HoldsNone(string path) => path.EndsWith(".lock", StringComparison.Ordinal) || HintFile.IsBeingWritten(path);

    private static bool IsCompressed(FileStream stream)
    {
        Span<byte> start = stackalloc byte[4];
        if (stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
            return false;
        return BinaryPrimitives.ReadUInt32LittleEndian(start) is 0xFD2FB528 or 0x587A37FD or 0x04034B50 || start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || start.StartsWith("BZh"u8);
    }

    private static StoreException Unknown(string file, string why) =>
        new(file, $"cannot tell what {file} refers to: {why}");
}
