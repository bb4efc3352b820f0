namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>Every blob in the order of names, from the file's end only (two small reads each).</summary>
    public IEnumerable<BlobInfo> List()
    {
        foreach (var folder in Folders(blobs))
            foreach (var file in Files(folder))
                if (TryNameOf(file, out var hash) && TryDescribe(file, hash, out var info))
                    yield return info;
    }

    /// <summary>Adds up <see cref="List"/>.</summary>
    public StoreStats Stats()
    {
        long count = 0, damaged = 0, raw = 0, stored = 0;
        foreach (var blob in List())
        {
            count++;
            stored += blob.StoredLength;
            if (blob.RawLength < 0)
                damaged++;
            else
                raw += blob.RawLength;
        }

        return new StoreStats(count, damaged, raw, stored);
    }

    /// <summary>
    /// Reads every blob to its last bit and reports each file that is not what it should be; an intact store reports
    /// nothing. Files in <c>tmp/</c> are writes under way or cut off: they were never promised to anyone.
    /// </summary>
    public IEnumerable<BlobFault> Verify()
    {
        foreach (var file in Files(blobs))
            yield return new BlobFault(file, "does not belong here");
        foreach (var folder in Folders(blobs))
            foreach (var file in Files(folder))
                if (!TryNameOf(file, out var hash))
                    yield return new BlobFault(file, "does not belong here");
                else if (ProblemOf(file, hash) is { } problem)
                    yield return new BlobFault(file, problem);
    }

    private static string? ProblemOf(string file, BlobHash hash)
    {
        try
        {
            using var content = OpenFile(file, hash);
            content?.CheckAll();
            return null;
        }
        catch (DamagedBlobException error)
        {
            return error.Problem;
        }
        catch (StoreException error)
        {
            return $"cannot be read ({error.Message})";
        }
    }

    private static bool TryDescribe(string file, BlobHash hash, out BlobInfo info)
    {
        info = default;
        try
        {
            using var content = OpenFile(file, hash);
            if (content is null)
                return false;
            info = new BlobInfo(hash, content.Length, new FileInfo(file).Length);
        }
        catch (StoreException)
        {
            info = new BlobInfo(hash, -1, new FileInfo(file).Length);
        }

        return true;
    }
}
