namespace Pith.Store;

/// <summary>
/// Content-addressed blobs on disk: <c>root/blobs/ab/HASH.zst</c>, written once (0400, folders 0700), compressed,
/// checked on every read. Any number of processes may use one root at the same time, without a lock. Nothing is
/// created before the first <see cref="Put(ReadOnlySpan{byte})"/>. Every method may throw <see cref="StoreException"/>.
/// </summary>
public sealed partial class BlobStore
{
    /// <summary>Fewest hexadecimal digits that <see cref="TryResolve"/> takes for a name.</summary>
    public const int MinimumPrefix = 8;

    private const string Extension = ".zst";
    private readonly string blobs;
    private readonly string spools;
    private readonly string quarantine;
    private readonly Disk disk;

    /// <summary>Uses the store under <paramref name="root"/>, which need not exist.</summary>
    public BlobStore(string root)
        : this(root, null)
    {
    }

    internal BlobStore(string root, Action<DiskStep, string>? beforeStep)
    {
        Root = Path.GetFullPath(root);
        blobs = Path.Combine(Root, "blobs");
        spools = Path.Combine(Root, "tmp");
        quarantine = Path.Combine(Root, "damaged");
        disk = new Disk(beforeStep);
    }

    /// <summary>Full path of the folder that holds the store.</summary>
    public string Root { get; }

    /// <summary>Whether the store has a file for <paramref name="hash"/>; says nothing of its health.</summary>
    public bool Contains(BlobHash hash) => File.Exists(PathOf(hash));

    /// <summary>
    /// Opens a blob for reading by range or from end to end; seeking costs one frame (256 KB), memory is two of them.
    /// Reads are verified and throw <see cref="DamagedBlobException"/>. Returns false when there is no such blob.
    /// </summary>
    public bool TryOpen(BlobHash hash, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Stream? content)
    {
        content = OpenFile(PathOf(hash), hash);
        return content is not null;
    }

    /// <summary>
    /// Writes the whole blob to <paramref name="destination"/>, verified. Throws <see cref="MissingBlobException"/> or
    /// <see cref="DamagedBlobException"/>; then what was already written is right as far as it goes, but not whole.
    /// </summary>
    public void CopyTo(BlobHash hash, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var content = OpenFile(PathOf(hash), hash) ?? throw new MissingBlobException(hash, PathOf(hash));
        content.CopyTo(destination);
    }

    /// <summary>The whole blob in memory, verified. Throws as <see cref="CopyTo"/> does.</summary>
    public byte[] Get(BlobHash hash)
    {
        using var content = OpenFile(PathOf(hash), hash) ?? throw new MissingBlobException(hash, PathOf(hash));
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        if (bytes.Length == 0)
            content.CheckAll();
        return bytes;
    }

    /// <summary>Finds the one blob whose name starts with <paramref name="prefix"/> (at least <see cref="MinimumPrefix"/> hexadecimal digits).</summary>
    /// <returns>False when there is none, or more than one.</returns>
    public bool TryResolve(string prefix, out BlobHash hash) => Resolve(prefix, out hash) == 1;

    /// <summary>As <see cref="TryResolve"/>, but tells none (0) from several (2).</summary>
    public int Resolve(string prefix, out BlobHash hash)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        hash = default;
        var found = 0;
        if (prefix.Length is < MinimumPrefix or > BlobHash.Digits || !prefix.All(char.IsAsciiHexDigit))
            return 0;
        prefix = prefix.ToLowerInvariant();
        foreach (var file in Files(Path.Combine(blobs, prefix[..2])))
            if (Path.GetFileName(file.AsSpan()).StartsWith(prefix) && TryNameOf(file, out var name))
            {
                if (++found == 2)
                    break;
                hash = name;
            }

        if (found != 1)
            hash = default;
        return found;
    }

    private string PathOf(BlobHash hash)
    {
        var name = hash.ToString();
        return Path.Combine(blobs, name[..2], name + Extension);
    }

    private static bool TryNameOf(string file, out BlobHash hash)
    {
        hash = default;
        var name = Path.GetFileName(file.AsSpan());
        return name.EndsWith(Extension) && !name.ContainsAnyInRange('A', 'Z')
            && BlobHash.TryParse(name[..^Extension.Length], out hash)
            && Path.GetFileName(Path.GetDirectoryName(file.AsSpan())).SequenceEqual(name[..2]);
    }

    private static BlobStream? OpenFile(string path, BlobHash hash)
    {
        try
        {
            return new BlobStream(File.OpenHandle(path, share: FileShare.Read | FileShare.Delete), path, hash);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is (IOException and not StoreException) or UnauthorizedAccessException)
        {
            throw StoreException.From("read", path, error);
        }
    }

    // In the order of names, so that two listings of one store are alike; empty for a folder that is not there.
    private static string[] Files(string folder) => Entries(folder, Directory.GetFiles);

    private static string[] Folders(string folder) => Entries(folder, Directory.GetDirectories);

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
