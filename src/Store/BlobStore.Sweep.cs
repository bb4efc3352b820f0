using System.Globalization;

namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>The part of a collection that changes the disk; every step of it leaves each blob readable that was.</summary>
    private sealed partial class Sweep(BlobStore store, Marks marks, DateTime now, CollectOptions options)
    {
        private const string FolderTime = "yyyyMMdd'T'HHmmss'Z'";

        // So many small files, or small packs, are worth the work of putting them together.
        private const int Enough = 16;
        private const long SmallPack = PackSize / 4;

        private readonly string trash = Path.Combine(store.layout.Trash, now.ToString(FolderTime, CultureInfo.InvariantCulture));
        private CollectReport report = new() { Roots = marks.Roots };

        public CollectReport Report => report;

        public void Run()
        {
            EmptyTrash();
            SweepLoose();
            SweepPacks();
            SweepQuarantine();
            PackSmall();
        }

        private void SweepLoose()
        {
            foreach (var (file, hash) in store.layout.BlobFiles())
                if (marks.IsReferenced(hash))
                    report = report with { Referenced = report.Referenced + 1 };
                else if (marks.IsYoung(file) || !TryDiscard(file, out var bytes))
                    report = report with { Young = report.Young + 1 };
                else
                    report = report with { Trashed = report.Trashed + 1, TrashedBytes = report.TrashedBytes + bytes };
        }

        private void SweepPacks()
        {
            foreach (var pack in store.packs.Current())
            {
                var members = InOrder(pack.Index).ToList();
                var live = members.Where(m => marks.IsReferenced(m.Hash)).ToList();
                report = report with { Referenced = report.Referenced + live.Count };
                var isMostlyLive = 2 * live.Sum(m => m.Length) > members.Sum(m => m.Length);
                if (marks.IsYoung(pack.File) || (live.Count > 0 && isMostlyLive) || !TryDiscard(pack, live, out var bytes))
                    report = report with { Young = report.Young + members.Count - live.Count };
                else
                    report = report with { Trashed = report.Trashed + members.Count - live.Count, TrashedBytes = report.TrashedBytes + bytes };
            }
        }

        // What has been healed or forgotten is no evidence of anything any more.
        private void SweepQuarantine()
        {
            foreach (var file in StoreLayout.Files(store.layout.Damaged))
                if (!marks.IsYoung(file) && (!StoreLayout.TryHashOf(Path.GetFileName(file.AsSpan()), out var hash) || !marks.IsReferenced(hash) || store.IsAtPlace(hash)))
                    TryDiscard(file, out _);
        }

        // The survivors are durable in a pack of their own before the old one goes.
        private bool TryDiscard(Pack pack, List<PackMember> survivors, out long bytes)
        {
            if (survivors.Count > 0 && !options.IsRehearsal)
                store.Repack([.. survivors.Select(m => (pack, m))]);
            return TryDiscard(pack.File, out bytes);
        }

        /// <summary>
        /// Moves a file to the trash. A put may have found it a moment before and set its time: then it goes back. Had we
        /// died in between, a reader would find it in the trash, and the next collection would see its time.
        /// </summary>
        private bool TryDiscard(string file, out long bytes)
        {
            bytes = LengthOf(file);
            if (options.IsRehearsal)
                return true;
            store.disk.EnsureFolder(trash);
            var target = Path.Combine(trash, Path.GetFileName(file));
            if (!store.disk.TryMoveIfThere(file, target))
                return false;
            if (!marks.IsYoung(target))
                return true;
            store.disk.TryMoveIfThere(target, file);
            return false;
        }

        // Loose small blobs that no writer was at for a day, and packs that are small themselves.
        private void PackSmall()
        {
            var small = new List<(Pack? Pack, PackMember Member)>();
            var sources = new List<string>();
            foreach (var (file, hash) in store.layout.BlobFiles())
                if (LengthOf(file) <= LargestMember && now - File.GetLastWriteTimeUtc(file) > TimeSpan.FromDays(1)
                    && TryDescribe(file, hash, out var info) && info.RawLength is > 0 and <= LargestMember)
                {
                    small.Add((null, new PackMember(hash, 0, info.RawLength)));
                    sources.Add(file);
                }

            var packs = store.packs.Current().Where(p => LengthOf(p.File) < SmallPack).ToList();
            if (small.Count < Enough)
                (small, sources) = ([], []);
            if (packs.Count >= Enough)
                foreach (var pack in packs)
                {
                    small.AddRange(InOrder(pack.Index).Select(m => ((Pack?)pack, m)));
                    sources.Add(pack.File);
                }

            report = report with { Packed = small.Count };
            if (options.IsRehearsal || small.Count == 0)
                return;
            var written = store.Repack(small);
            foreach (var source in sources)
                if (!written.Contains(source))
                    store.disk.TryDelete(source);
        }
    }
}
