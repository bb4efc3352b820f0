using System.Security.Cryptography;
using System.Text;
using Pith.Store;

namespace Pith.Sessions;

/// <summary>
/// Where sessions lie: below <c>sessions/</c> of the store, in a folder for each folder that is worked in, one
/// <c>ID.jsonl</c> each. Everything in it is for its owner alone.
/// </summary>
/// <param name="root">The store's root.</param>
public sealed class SessionFolder(string root)
{
    private const int LongestKey = 80;

    /// <summary>The folder of all sessions.</summary>
    public string Sessions { get; } = Path.Combine(Path.GetFullPath(root), "sessions");

    /// <summary>The file that a session of this folder and id has.</summary>
    public string PathOf(string cwd, string id) => Path.Combine(Sessions, KeyOf(cwd), id + LogSegments.Extension);

    /// <summary>The folder of the logs of a session's sub-agents; lists do not show them, and they go with it.</summary>
    public static string AgentsOf(string path) => Path.Combine(Path.ChangeExtension(path, null), "subagents");

    /// <summary>The sessions of one folder, or with null of all, the one last written to first. Reads the beginning of each.</summary>
    public IReadOnlyList<SessionSummary> List(string? cwd = null) =>
        [.. Paths(cwd).Select(SessionSummary.Of).OfType<SessionSummary>().OrderByDescending(s => s.Modified).ThenBy(s => s.Id, StringComparer.Ordinal)];

    /// <summary>
    /// The session of this folder that was written to last and in which something was said; null when there is none. One that
    /// another process has only just opened holds nothing to go on from. Reads the beginning of the newest.
    /// </summary>
    public string? Newest(string cwd) => Paths(cwd).OrderByDescending(File.GetLastWriteTimeUtc).ThenBy(p => p, StringComparer.Ordinal).FirstOrDefault(SessionSummary.HasBegun);

    /// <summary>The sessions that a word may mean: a whole id, else the beginning of one, else a title.</summary>
    public IReadOnlyList<string> Find(string word)
    {
        var all = Paths(null).ToList();
        var named = all.Where(p => Path.GetFileNameWithoutExtension(p) == word).ToList();
        if (named.Count == 0 && word.Length >= 4)
            named = [.. all.Where(p => Path.GetFileName(p).StartsWith(word, StringComparison.OrdinalIgnoreCase))];
        return named.Count > 0 ? named : [.. all.Where(p => SessionSummary.TitleOf(p).Equals(word, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The files of other programs that sessions go on from and that are still there: what they cite is cited by these sessions. Reads the first lines of every log.</summary>
    public IReadOnlyList<string> ForeignFiles() => [.. Paths(null).Select(path => SessionOrigin.Of(path).Foreign?.Path).OfType<string>().Distinct(StringComparer.Ordinal).Where(File.Exists)];

    /// <summary>The sessions that were forked from this one. Reads the first line of every log.</summary>
    public IReadOnlyList<string> ChildrenOf(string path)
    {
        path = Path.GetFullPath(path);
        return [.. Paths(null).Where(child => ParentReference.Of(child) is { } parent && Path.GetFullPath(Path.Combine(Sessions, parent.Path)) == path)];
    }

    /// <summary>
    /// Removes a session, all files of it. Throws <see cref="LogHeldException"/> while it is written to, and
    /// <see cref="StoreException"/> while others were forked from it, or where it is none of this folder's.
    /// </summary>
    public void Remove(string path, string holder)
    {
        // All that has its name goes, so it must be where every such file is ours, also where damage left no record of it.
        if (!Paths(null).Select(Path.GetFullPath).Contains(Path.GetFullPath(path)))
        {
            SessionLog.RequireOurs(path);
            throw new StoreException(path, $"{path} is a file outside the sessions in {Sessions}; remove it as you would any file");
        }

        using var alone = ForkLock.Alone(Sessions, holder);
        if (ChildrenOf(path) is { Count: > 0 } children)
            throw new StoreException(path, $"{(children.Count == 1 ? "a session was forked from it and needs" : $"{children.Count} sessions were forked from it and need")} it: {string.Join(", ", children.Select(Path.GetFileNameWithoutExtension))}");
        var (folder, id) = (Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path));
        var held = LogSegments.LockOf(folder, id);
        using (LockFile.TryTake(held, holder) ?? throw new LogHeldException(path, LockFile.HolderOf(held)))
            try
            {
                // The log goes last: a removal that dies half-way can be seen and repeated.
                if (Directory.Exists(Path.ChangeExtension(path, null)))
                    Directory.Delete(Path.ChangeExtension(path, null), recursive: true);
                foreach (var file in Directory.GetFiles(folder, $".{id}.*").Concat(Directory.GetFiles(folder, id + ".*")).Where(f => f != held).OrderBy(f => f == path))
                    File.Delete(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StoreException(path, $"cannot remove {path}: {error.Message}", error);
            }

        File.Delete(held);
    }

    /// <summary>Removes a log that the disk took nothing of, so that lists do not show what never was.</summary>
    internal static void RemoveEmpty(string path)
    {
        var held = LogSegments.LockOf(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path));
        try
        {
            using var mine = LockFile.TryTake(held, "");
            if (mine is null || new FileInfo(path) is { Exists: true, Length: > 0 })
                return;
            File.Delete(path);
            File.Delete(LockFile.NoteOf(held));
            File.Delete(held);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The disk takes not even that; an empty log is passed over by whoever looks for one to go on with.
        }
    }

    /// <summary>The name that a worked-in folder has below <see cref="Sessions"/>: readable, and different for different folders.</summary>
    internal static string KeyOf(string cwd)
    {
        var name = new StringBuilder();
        foreach (var c in cwd)
            name.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        if (name.Length > LongestKey)
            name.Remove(0, name.Length - LongestKey);
        return $"{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cwd)).AsSpan(0, 4))}";
    }

    private IEnumerable<string> Paths(string? cwd)
    {
        var folders = cwd is not null ? [Path.Combine(Sessions, KeyOf(cwd))] : Directory.Exists(Sessions) ? Directory.GetDirectories(Sessions) : [];
        return folders.Where(Directory.Exists).SelectMany(f => Directory.GetFiles(f, "*" + LogSegments.Extension))
            .Where(f => !Path.GetFileNameWithoutExtension(f).Contains('.')); // further segments have a number there
    }
}
