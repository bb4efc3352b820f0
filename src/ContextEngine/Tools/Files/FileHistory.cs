using Pith.Store;

namespace Pith.Tools.Files;

/// <summary>
/// Keeps what files held before the agent changed them, so that a rewind brings them back. The earlier content is
/// durable in the store, and the change handed to <paramref name="recorded"/>, before the first byte of a file changes.
/// </summary>
/// <param name="store">Takes the earlier contents.</param>
/// <param name="recorded">Writes a change to the session's log; may be null.</param>
public sealed class FileHistory(BlobStore store, Action<FileChange>? recorded)
{
    /// <summary>Keeps a file's content and announces its change. Throws <see cref="StoreException"/>: then the file must not be changed.</summary>
    internal void Keep(string callId, string real, byte[]? before, byte[]? after)
    {
        BlobHash? kept = before is null ? null : store.Put(before);
        BlobHash? next = after is null ? null : BlobHash.Of(after);
        var mode = before is null || OperatingSystem.IsWindows() ? 0 : (int)File.GetUnixFileMode(real);
        recorded?.Invoke(new FileChange(callId, real, kept, next, mode, before is null ? MadeFor(real) : null));
    }

    /// <summary>
    /// Brings files back to what they were before the first of <paramref name="changes"/>. A file that someone else
    /// changed since the last of them stays as it is. What is put away is itself kept, so a rewind can be undone.
    /// </summary>
    /// <param name="callId">The name this rewind gets in the changes it makes.</param>
    /// <param name="changes">Changes in the order they were made.</param>
    public IReadOnlyList<RestoredFile> Restore(string callId, IEnumerable<FileChange> changes)
    {
        var all = changes.ToList();
        List<RestoredFile> restored = [.. all.GroupBy(c => c.Path, StringComparer.Ordinal).Select(file => Restore(callId, file.First(), [.. file]))];
        foreach (var folder in all.Where(c => c.Folder is not null).SelectMany(c => Between(c.Path, c.Folder!)).Distinct(StringComparer.Ordinal).OrderByDescending(f => f.Length))
            TryRemoveEmpty(folder);
        return restored;
    }

    /// <summary>What <see cref="Restore(string, IEnumerable{FileChange})"/> would do now; changes nothing.</summary>
    /// <param name="changes">Changes in the order they were made.</param>
    public static IReadOnlyList<RestoredFile> Foresee(IEnumerable<FileChange> changes) =>
        [.. changes.GroupBy(c => c.Path, StringComparer.Ordinal).Select(file => Foresee(file.First(), file.Last()))];

    // The outermost folder that is not there yet.
    private static string? MadeFor(string path)
    {
        string? made = null;
        for (var at = Path.GetDirectoryName(path); at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
            made = at;
        return made;
    }

    // The folders that hold a file, up to the outermost that was made for it.
    private static IEnumerable<string> Between(string path, string outermost)
    {
        for (var at = Path.GetDirectoryName(path); at is not null && at.Length >= outermost.Length && at.StartsWith(outermost, StringComparison.Ordinal); at = Path.GetDirectoryName(at))
            yield return at;
    }

    private static void TryRemoveEmpty(string folder)
    {
        try
        {
            if (new DirectoryInfo(folder).LinkTarget is null)
                Directory.Delete(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Something else is in it by now, or it went before.
        }
    }

    private static RestoredFile Foresee(FileChange first, FileChange last)
    {
        try
        {
            BlobHash? hash = FileStamp.Of(first.Path) is null ? null : BlobHash.Of(File.ReadAllBytes(first.Path));
            var outcome = hash == first.Before ? RestoreOutcome.AsBefore
                : hash != last.After && hash != last.Before ? RestoreOutcome.ChangedByOthers
                : first.Before is null ? RestoreOutcome.Removed : RestoreOutcome.Restored;
            return new RestoredFile(first.Path, outcome, null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new RestoredFile(first.Path, RestoreOutcome.Failed, SystemWords.Of(refused));
        }
    }

    private RestoredFile Restore(string callId, FileChange first, FileChange[] changes)
    {
        try
        {
            var stamp = FileStamp.Of(first.Path);
            var now = stamp is null ? null : File.ReadAllBytes(first.Path);
            BlobHash? hash = now is null ? null : BlobHash.Of(now);
            if (hash == first.Before)
                return new RestoredFile(first.Path, RestoreOutcome.AsBefore, null);
            // A change that was announced but not made left the content before it, which is the one after its predecessor.
            if (hash != changes[^1].After && hash != changes[^1].Before)
                return new RestoredFile(first.Path, RestoreOutcome.ChangedByOthers, null);
            var before = first.Before is { } kept ? store.Get(kept) : null;
            Keep(callId, first.Path, now, before);
            if (before is not null)
                FileReplacement.Write(first.Path, before, stamp, (UnixFileMode)first.Mode);
            else
                File.Delete(first.Path);
            return new RestoredFile(first.Path, before is null ? RestoreOutcome.Removed : RestoreOutcome.Restored, null);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new RestoredFile(first.Path, RestoreOutcome.Failed, SystemWords.Of(refused));
        }
    }
}
