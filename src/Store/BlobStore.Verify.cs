namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>
    /// Reads every blob to its last bit and reports each that is not what it should be, and each file that anyone but
    /// its owner may touch; an intact store reports nothing. A quarantined blob counts while no whole copy of it is
    /// there. Files in <c>tmp/</c> are writes under way or cut off: they were never promised to anyone. Changes nothing.
    /// </summary>
    public IEnumerable<BlobFault> Verify() =>
        Strangers().Concat(Loose()).Concat(PackFaults()).Concat(Lost()).Concat(Exposed());

    private IEnumerable<BlobFault> Strangers()
    {
        const string problem = "does not belong here";
        var folders = StoreLayout.Folders(layout.Blobs);
        foreach (var file in folders.Prepend(layout.Blobs).Append(layout.Packs).SelectMany(StoreLayout.Files).Where(IsStranger))
            yield return new BlobFault(file, problem);
    }

    // A file below blobs/ or packs/ that has not the name of one of ours.
    private bool IsStranger(string file) =>
        file.StartsWith(layout.Blobs + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? !StoreLayout.TryNameOf(file, out _) && !Directory.Exists(file)
        : file.StartsWith(layout.Packs + Path.DirectorySeparatorChar, StringComparison.Ordinal) && !file.EndsWith(Pack.Extension, StringComparison.Ordinal);

    private IEnumerable<BlobFault> Loose()
    {
        foreach (var (file, hash) in layout.BlobFiles())
            if (ProblemOf(() => Check(file, hash)) is { } problem)
                yield return new BlobFault(file, problem, hash);
    }

    private IEnumerable<BlobFault> PackFaults()
    {
        foreach (var file in layout.PackFiles())
        {
            FrameReader? frames = null;
            PackIndex? index = null;
            var problem = ProblemOf(() => index = (frames = FrameReader.Open(file)) is null ? null : Pack.IndexOf(frames));
            using (frames)
            {
                if (problem is not null)
                    yield return new BlobFault(file, problem);
                if (index is null)
                    continue;
                foreach (var member in InOrder(index))
                    if (ProblemOf(() => Check(frames!, member)) is { } damage && !File.Exists(layout.PathOf(member.Hash)))
                        yield return new BlobFault(file, damage, member.Hash);
            }
        }
    }

    // What is in quarantine and whole nowhere.
    private IEnumerable<BlobFault> Lost()
    {
        foreach (var file in StoreLayout.Files(layout.Damaged))
            if (StoreLayout.TryHashOf(Path.GetFileName(file.AsSpan()), out var hash) && !IsAtPlace(hash))
                yield return new BlobFault(file, ProblemOf(() => Check(file, hash)) ?? "is whole, but in quarantine", hash);
    }

    private IEnumerable<BlobFault> Exposed()
    {
        if (OperatingSystem.IsWindows())
            yield break;
        foreach (var file in OwnFiles())
            if (!IsStranger(file) && (File.GetUnixFileMode(file) & ~OwnerOnly) != 0)
                yield return new BlobFault(file, "may be used by others than its owner");
    }

    // Every file and folder below the root that the store makes.
    private IEnumerable<string> OwnFiles()
    {
        var folders = new[] { layout.Blobs, layout.Packs, layout.Spools, layout.Damaged, layout.Trash }.Where(Directory.Exists).ToArray();
        var below = folders.Concat(folders.SelectMany(StoreLayout.Folders)).ToArray();
        return below.Concat(below.SelectMany(StoreLayout.Files));
    }

    private bool IsAtPlace(BlobHash hash) => File.Exists(layout.PathOf(hash)) || packs.TryFind(hash, out _, out _);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static void Check(string file, BlobHash hash)
    {
        using var content = OpenFile(file, hash);
        content?.CheckAll();
    }

    private static void Check(FrameReader frames, PackMember member)
    {
        using var content = new BlobStream(frames, member.Hash, member.Start, member.Length, leaveOpen: true);
        content.CheckAll();
    }

    // By place in the file, so that each frame is decoded once.
    private static Ordered<PackMember> InOrder(PackIndex index) =>
        Enumerable.Range(0, index.Count).Select(i => index[i]).OrderBy(m => m.Start);

    private static string? ProblemOf(Action read)
    {
        try
        {
            read();
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
}
