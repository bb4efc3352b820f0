namespace Pith.Store;

/// <summary>Where everything lies below the root of a store, and which names there are ours.</summary>
internal sealed class StoreLayout(string root)
{
    public const string BlobExtension = ".zst";

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>One file a blob, in a folder for the first two digits of its name.</summary>
    public string Blobs => Path.Combine(Root, "blobs");

    /// <summary>Files that hold many small blobs each.</summary>
    public string Packs => Path.Combine(Root, "packs");

    /// <summary>What is being written.</summary>
    public string Spools => Path.Combine(Root, "tmp");

    /// <summary>What turned out to be damaged.</summary>
    public string Damaged => Path.Combine(Root, "damaged");

    /// <summary>What was collected, in a folder for each collection, named after its time.</summary>
    public string Trash => Path.Combine(Root, "trash");

    /// <summary>The logs: whatever they refer to is kept.</summary>
    public string Sessions => Path.Combine(Root, "sessions");

    /// <summary>Held by whoever collects or repairs.</summary>
    public string CollectorLock => Path.Combine(Root, "gc.lock");

    public string PathOf(BlobHash hash)
    {
        var name = hash.ToString();
        return Path.Combine(Blobs, name[..2], name + BlobExtension);
    }

    /// <summary>Whether a file below <see cref="Blobs"/> has the name and the folder of a blob.</summary>
    public static bool TryNameOf(string file, out BlobHash hash)
    {
        var name = Path.GetFileName(file.AsSpan());
        return TryHashOf(name, out hash) && name.EndsWith(BlobExtension)
            && name.Length == BlobHash.Digits + BlobExtension.Length
            && Path.GetFileName(Path.GetDirectoryName(file.AsSpan())).SequenceEqual(name[..2]);
    }

    /// <summary>The hash that a file's name begins with, for a blob that lies somewhere else than at its place.</summary>
    public static bool TryHashOf(ReadOnlySpan<char> name, out BlobHash hash)
    {
        hash = default;
        return name.Length >= BlobHash.Digits + BlobExtension.Length
            && name[BlobHash.Digits..].StartsWith(BlobExtension)
            && !name.ContainsAnyInRange('A', 'Z')
            && BlobHash.TryParse(name[..BlobHash.Digits], out hash);
    }

    /// <summary>The files that stand for blobs, in the order of their names.</summary>
    public IEnumerable<(string File, BlobHash Hash)> BlobFiles()
    {
        foreach (var folder in Folders(Blobs))
            foreach (var file in Files(folder))
                if (TryNameOf(file, out var hash))
                    yield return (file, hash);
    }

    public IEnumerable<string> PackFiles() => Files(Packs).Where(f => f.EndsWith(Pack.Extension, StringComparison.Ordinal));

    /// <summary>The files in the trash, those of the latest collection first.</summary>
    public IEnumerable<string> TrashFiles() => Folders(Trash).Reverse().SelectMany(Files);

    /// <summary>In the order of names, so that two listings of one store are alike; empty for a folder that is not there.</summary>
    public static string[] Files(string folder) => Entries(folder, Directory.GetFiles);

    /// <summary>As <see cref="Files"/>, for folders.</summary>
    public static string[] Folders(string folder) => Entries(folder, Directory.GetDirectories);

    private static string[] Entries(string folder, Func<string, string[]> read)
    {
        try
        {
            var entries = read(folder);
            Array.Sort(entries, StringComparer.Ordinal);
            return entries;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreException.From("read", folder, error);
        }
    }
}
