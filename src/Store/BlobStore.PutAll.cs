using System.Runtime.ExceptionServices;

namespace Pith.Store;

public sealed partial class BlobStore
{
    // A put waits for the disk, and disks make waiting writers durable together: 800 results of real sessions took
    // 5.4 s one after the other, 1.0 s by eight threads, hardly less by more.
    private const int Writers = 8;

    // Nine tenths of all results are under 4 KB, hardly one is over this: docs/store.md.
    private const int LargestMember = 64 * 1024;

    // A damaged index takes as much with it.
    private const int PackSize = 16 << 20;

    /// <summary>
    /// Puts many blobs, all of them durable when this returns. Those under 64 KB that are new go into one file together,
    /// which makes hundreds of them as fast as a few, in an eighth of the disk (docs/store.md). When it throws, those stored by then stay.
    /// Memory: about 2 MB for each of up to eight threads.
    /// </summary>
    public void PutAll(IReadOnlyList<ReadOnlyMemory<byte>> contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        var single = new List<ReadOnlyMemory<byte>>();
        var fresh = new List<(BlobHash Hash, ReadOnlyMemory<byte> Content)>();
        var packed = new Dictionary<Pack, List<(BlobHash Hash, ReadOnlyMemory<byte> Content)>>();
        var seen = new HashSet<BlobHash>();
        foreach (var content in contents)
        {
            var hash = BlobHash.Of(content.Span);
            if (!seen.Add(hash))
                continue;
            if (content.Length is 0 or > LargestMember || File.Exists(layout.PathOf(hash)))
                single.Add(content);
            else if (!packs.TryFind(hash, out var pack, out _))
                fresh.Add((hash, content));
            else if (packed.TryGetValue(pack, out var members))
                members.Add((hash, content));
            else
                packed.Add(pack, [(hash, content)]);
        }

        foreach (var (pack, members) in packed)
            if (!IsWhole(pack.File) || !Confirm(pack.File, layout.Packs))
                fresh.AddRange(members);
        if (fresh.Count == 1)
            single.Add(fresh[0].Content);
        else
            WritePacks(fresh, static member => member.Hash, static (member, spool) => spool.Append(member.Content.Span), RequireRoom);
        PutOneByOne(single);
    }

    /// <summary>Writes blobs to as many packs as they need, each durable before the next is begun, and returns those.</summary>
    private HashSet<string> WritePacks<T>(List<T> blobs, Func<T, BlobHash> nameOf, Action<T, BlobSpool> write, Action<long> requireRoom)
    {
        var written = new HashSet<string>();
        for (var i = 0; i < blobs.Count;)
        {
            requireRoom(0);
            using var spool = new BlobSpool(disk, ReadySpools());
            var members = new List<PackMember>();
            for (; i < blobs.Count && spool.RawLength < PackSize; i++)
            {
                var start = spool.RawLength;
                write(blobs[i], spool);
                members.Add(new PackMember(nameOf(blobs[i]), start, spool.RawLength - start));
            }

            // Named after its index: the same bytes may be cut into members in more than one way.
            var index = PackIndex.Write(members);
            spool.Finish(index);
            requireRoom(spool.StoredLength);
            disk.EnsureFolder(layout.Packs);
            var path = Path.Combine(layout.Packs, BlobHash.Of(index) + Pack.Extension);
            Place(spool, path, IsWhole);
            disk.SyncFolder(layout.Packs);
            written.Add(path);
        }

        return written;
    }

    private static bool IsWhole(string pack)
    {
        try
        {
            using var frames = FrameReader.Open(pack);
            if (frames is null)
                return false;
            _ = Pack.IndexOf(frames);
            frames.CheckStored(0, frames.RawLength);
            return true;
        }
        catch (DamagedBlobException)
        {
            return false;
        }
    }

    private void PutOneByOne(List<ReadOnlyMemory<byte>> contents)
    {
        var next = -1;
        ExceptionDispatchInfo? failure = null;
        void PutNext()
        {
            try
            {
                while (failure is null && Interlocked.Increment(ref next) is var i && i < contents.Count)
                    Put(contents[i].Span);
            }
            catch (StoreException error)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
            }
        }

        var threads = new Thread[Math.Clamp(contents.Count, 1, Writers) - 1];
        foreach (ref var thread in threads.AsSpan())
        {
            thread = new Thread(PutNext) { IsBackground = true };
            thread.Start();
        }

        PutNext();
        foreach (var thread in threads)
            thread.Join();
        failure?.Throw();
    }
}
