namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>
    /// Writes blobs anew into packs, durable when this returns, and checks what was written. Returns the packs. The
    /// sources may be deleted then: whoever finds one gone looks for the blob again and finds it here.
    /// </summary>
    private HashSet<string> Repack(List<(Pack? Pack, PackMember Member)> blobs)
    {
        var written = WritePacks([.. blobs.DistinctBy(b => b.Member.Hash)], static b => b.Member.Hash, (b, spool) =>
        {
            using var content = (b.Pack is null ? OpenFile(layout.PathOf(b.Member.Hash), b.Member.Hash) : OpenMember(b.Pack.File, b.Member))
                ?? throw new MissingBlobException(b.Member.Hash, layout.PathOf(b.Member.Hash));
            var bytes = new byte[content.Length];
            content.ReadExactly(bytes);
            spool.Append(bytes);
        }, static _ => { }); // a full store is when a collection is needed most
        var arrived = new HashSet<BlobHash>();
        foreach (var file in written)
            if (IsWhole(file) && Pack.Open(file) is { } pack)
                arrived.UnionWith(InOrder(pack.Index).Select(m => m.Hash));
        foreach (var (_, member) in blobs)
            if (!arrived.Contains(member.Hash))
                throw new StoreException(layout.Packs, $"blob {member.Hash} did not reach its pack; it stays where it was");
        return written;
    }
}
