namespace Pith.Tools.Sandboxes;

/// <summary>What stands at a guarded path. Links are never followed: a link in place of a folder is a change.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Link">Where it leads, of a link.</param>
/// <param name="Content">All that is below or in it; null where something else keeps that from change.</param>
internal sealed record GuardedEntry(GuardedKind Kind, string? Link, IReadOnlyList<GuardedFile>? Content)
{
    // Hooks and settings are small; what is larger is not what we guard, and would make every command slow.
    private const int MostFiles = 2000;
    private const long MostBytes = 16 << 20;

    /// <summary>Where nothing stands.</summary>
    public static GuardedEntry Nothing { get; } = new(GuardedKind.Missing, null, null);

    /// <summary>What is there now.</summary>
    /// <exception cref="IOException">It is more than can be kept in memory.</exception>
    public static GuardedEntry Of(string path, bool withContent)
    {
        var (kind, link) = GuardedFile.KindOf(path);
        if (!withContent || kind is GuardedKind.Missing or GuardedKind.Link)
            return new GuardedEntry(kind, link, null);
        var files = new List<GuardedFile>();
        long bytes = 0;
        foreach (var one in kind == GuardedKind.File ? [path] : Directory.EnumerateFileSystemEntries(path, "*", Everything))
        {
            files.Add(GuardedFile.Read(path, one));
            bytes += files[^1].Bytes?.Length ?? 0;
            if (files.Count > MostFiles || bytes > MostBytes)
                throw new IOException($"{path} holds more than can be put back after a command; without namespaces it cannot be guarded");
        }

        return new GuardedEntry(kind, link, files);
    }

    /// <summary>Whether the same stands there now.</summary>
    public bool IsSame(GuardedEntry now) =>
        Kind == now.Kind && Link == now.Link && (Content is null || now.Content is not null && Content.Count == now.Content.Count && Content.Zip(now.Content).All(p => p.First.IsSame(p.Second)));

    /// <summary>Makes it stand there again, where nothing stands now.</summary>
    public void Write(string path)
    {
        if (Kind == GuardedKind.Link)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.CreateSymbolicLink(path, Link!);
        }

        if (Content is null)
            return;
        if (Kind == GuardedKind.Folder)
            Directory.CreateDirectory(path);
        foreach (var file in Content)
            file.Write(path);
    }

    private static EnumerationOptions Everything => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
}
