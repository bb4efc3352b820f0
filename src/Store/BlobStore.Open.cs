namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>
    /// Opens a blob for reading by range or from end to end; seeking costs one frame (256 KB), memory is two of them.
    /// Reads are verified and throw <see cref="DamagedBlobException"/>; a damaged file is then in <c>root/damaged</c>,
    /// and what is good of it can still be read. Returns false when there is no such blob.
    /// </summary>
    public bool TryOpen(BlobHash hash, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BlobStream? content)
    {
        content = OpenAtPlace(hash);
        // A collector may have moved it from one place to another between two of our looks.
        content ??= OpenAtPlace(hash) ?? OpenAside(hash);
        return content is not null;
    }

    private BlobStream Open(BlobHash hash) =>
        TryOpen(hash, out var content) ? content : throw new MissingBlobException(hash, layout.PathOf(hash));

    private BlobStream? OpenAtPlace(BlobHash hash)
    {
        var path = layout.PathOf(hash);
        try
        {
            if (OpenFile(path, hash, _ => TryQuarantine(path)) is { } loose)
                return loose;
        }
        catch (DamagedBlobException)
        {
            TryQuarantine(path);
            throw;
        }

        return packs.TryFind(hash, out var pack, out var member) ? OpenMember(pack.File, member) : null;
    }

    // In the trash, where it may be until someone puts it again; or in quarantine, where some of it may be good.
    private BlobStream? OpenAside(BlobHash hash)
    {
        foreach (var file in Trashed(hash))
            if (OpenFile(file, hash) is { } trashed)
                return trashed;
        foreach (var pack in TrashedPacks())
            if (pack.Index.TryFind(hash, out var member) && OpenMember(pack.File, member) is { } packed)
                return packed;
        foreach (var file in StoreLayout.Files(layout.Damaged))
            if (StoreLayout.TryHashOf(Path.GetFileName(file.AsSpan()), out var named) && named == hash)
                return OpenFile(file, hash);
        return null;
    }

    private IEnumerable<string> Trashed(BlobHash hash) =>
        StoreLayout.Folders(layout.Trash).Reverse().Select(folder => Path.Combine(folder, hash + StoreLayout.BlobExtension)).Where(File.Exists);

    private IEnumerable<Pack> TrashedPacks()
    {
        foreach (var file in layout.TrashFiles().Where(f => f.EndsWith(Pack.Extension, StringComparison.Ordinal)))
            if (Pack.TryOpen(file) is { } pack)
                yield return pack;
    }

    private static BlobStream? OpenFile(string path, BlobHash hash, Action<DamagedBlobException>? onDamage = null)
    {
        var frames = FrameReader.Open(path);
        if (frames?.Members is not null)
        {
            frames.Dispose();
            throw new DamagedBlobException(path, "is a pack under the name of a blob");
        }

        return frames is null ? null : new BlobStream(frames, hash, 0, frames.RawLength, onDamage);
    }

    private static BlobStream? OpenMember(string pack, PackMember member)
    {
        var frames = FrameReader.Open(pack);
        if (frames is not null && (member.Start > frames.RawLength - member.Length))
        {
            frames.Dispose();
            throw new DamagedBlobException(pack, "is shorter than its index said");
        }

        return frames is null ? null : new BlobStream(frames, member.Hash, member.Start, member.Length);
    }
}
