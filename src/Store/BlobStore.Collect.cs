namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>
    /// Moves to the trash what nothing refers to and nobody put for <see cref="CollectOptions.Grace"/>, deletes what
    /// lay there for <see cref="CollectOptions.InTrash"/>, and packs small blobs. References count from every file
    /// below <c>root/sessions</c>, from <see cref="CollectOptions.AlsoFrom"/> and from the blobs that stay. Puts and
    /// reads may go on meanwhile. Throws <see cref="StoreException"/>, with everything still in place, when anything
    /// that may refer to blobs cannot be read, and when another collection runs. Cost: reads all logs and decodes all
    /// blobs that stay; never called by anything but a person's command.
    /// </summary>
    public CollectReport Collect(CollectOptions options)
    {
        if (!Directory.Exists(Root))
            return default;
        using var held = TakeCollectorLock(options.Holder);
        var now = disk.Now(layout.Spools);
        var marks = new Marks(this, now - options.Grace);
        marks.Mark(RootFiles.Below([layout.Sessions], options.AlsoFrom));
        var sweep = new Sweep(this, marks, now, options);
        sweep.Run();
        if (!options.IsRehearsal)
            usage.Recount();
        return sweep.Report;
    }

    private LockFile TakeCollectorLock(string holder) =>
        LockFile.TryTake(layout.CollectorLock, holder)
            ?? throw new StoreException(layout.CollectorLock, $"the store in {Root} is being collected or repaired already ({LockFile.HolderOf(layout.CollectorLock)})");

    /// <summary>What stays: what is referred to, and what is young. Both refer to more.</summary>
    private sealed class Marks(BlobStore store, DateTime cutoff)
    {
        private readonly ReferenceSet references = new();
        private readonly HashSet<BlobHash> searched = [];

        public long Roots { get; private set; }

        public bool IsReferenced(BlobHash hash) => references.Contains(hash);

        public bool IsYoung(string file) => File.GetLastWriteTimeUtc(file) > cutoff;

        public void Mark(IEnumerable<string> roots)
        {
            foreach (var root in roots)
            {
                Roots++;
                using var content = RootFiles.Open(root);
                Search(root, content);
            }

            while (SearchBlobs())
            {
            }
        }

        // Returns whether any blob was searched that was not before: it may refer to others.
        private bool SearchBlobs()
        {
            var before = searched.Count;
            foreach (var (file, hash) in store.layout.BlobFiles().Concat(TrashedBlobs()))
                if ((IsReferenced(hash) || IsYoung(file)) && searched.Add(hash))
                {
                    using var content = OpenFile(file, hash);
                    Search(file, content);
                }

            foreach (var pack in store.PacksOrThrow().Concat(store.TrashedPacks()))
            {
                using var frames = FrameReader.Open(pack.File);
                foreach (var member in InOrder(pack.Index))
                    if (frames is not null && (IsReferenced(member.Hash) || IsYoung(pack.File)) && searched.Add(member.Hash))
                    {
                        using var content = new BlobStream(frames, member.Hash, member.Start, member.Length, leaveOpen: true);
                        Search(pack.File, content);
                    }
            }

            return searched.Count > before;
        }

        private IEnumerable<(string File, BlobHash Hash)> TrashedBlobs()
        {
            foreach (var file in store.layout.TrashFiles())
                if (StoreLayout.TryHashOf(Path.GetFileName(file.AsSpan()), out var hash))
                    yield return (file, hash);
        }

        private void Search(string file, Stream? content)
        {
            try
            {
                if (content is not null)
                    references.AddAll(content);
            }
            catch (DamagedBlobException damage)
            {
                throw new StoreException(file, $"{damage.Message}; what it refers to cannot be known, so nothing was collected", damage);
            }
            catch (Exception error) when (error is (IOException and not StoreException) or UnauthorizedAccessException)
            {
                throw StoreException.From("read", file, error);
            }
        }
    }

    // A pack without a readable index hides what it holds.
    private IReadOnlyCollection<Pack> PacksOrThrow()
    {
        foreach (var file in layout.PackFiles())
            _ = Pack.Open(file);
        return packs.Current();
    }
}
