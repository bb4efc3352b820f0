using System.Globalization;

namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>What lies in the trash: taken back where it is wanted again, deleted when its day is over.</summary>
    private sealed partial class Sweep
    {
        private void EmptyTrash()
        {
            foreach (var folder in StoreLayout.Folders(store.layout.Trash))
            {
                var isOld = DateTime.TryParseExact(Path.GetFileName(folder), FolderTime, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var since)
                    && now - since >= options.InTrash;
                foreach (var file in StoreLayout.Files(folder))
                    if (IsWanted(file, out var place))
                        Restore(file, place);
                    else if (isOld)
                        Delete(file);
                if (isOld && !options.IsRehearsal)
                    store.disk.TryDeleteFolder(folder);
            }
        }

        // Something refers to it again, or a put found it and was cut off; an unwanted one stays until its day is over.
        private bool IsWanted(string file, out string place)
        {
            place = "";
            if (StoreLayout.TryHashOf(Path.GetFileName(file.AsSpan()), out var hash))
            {
                place = store.layout.PathOf(hash);
                return Path.GetFileName(place) == Path.GetFileName(file) && (marks.IsYoung(file) || marks.IsReferenced(hash)) && !store.IsAtPlace(hash);
            }

            if (!file.EndsWith(Pack.Extension, StringComparison.Ordinal) || Pack.TryOpen(file) is not { } pack)
                return false;
            place = Path.Combine(store.layout.Packs, Path.GetFileName(file));
            return marks.IsYoung(file) || InOrder(pack.Index).Any(m => marks.IsReferenced(m.Hash) && !store.IsAtPlace(m.Hash));
        }

        private void Restore(string file, string place)
        {
            report = report with { Restored = report.Restored + 1 };
            if (options.IsRehearsal)
                return;
            store.disk.EnsureFolder(Path.GetDirectoryName(place)!);
            store.disk.TryMoveIfThere(file, place);
            store.disk.SyncFolder(Path.GetDirectoryName(place)!);
        }

        private void Delete(string file)
        {
            report = report with { Deleted = report.Deleted + 1, DeletedBytes = report.DeletedBytes + LengthOf(file) };
            if (!options.IsRehearsal)
                store.disk.TryDelete(file);
        }
    }
}
