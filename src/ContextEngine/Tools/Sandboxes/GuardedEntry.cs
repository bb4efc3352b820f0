namespace Pith.Tools.Sandboxes;

/// <summary>What stands at a guarded path. Links are never followed: a link in place of a folder is a change.</summary>
/// <param name="kind">What it is.</param>
/// <param name="link">Where it leads, of a link.</param>
/// <param name="content">All that is below or in it; null where something else keeps that from change.</param>
internal sealed class GuardedEntry(GuardedKind kind, string? link, IReadOnlyList<GuardedFile>? content)
{
    // Hooks and settings are small; what is larger is not what we guard, and would make every command slow.
    private const int MostFiles = 2000;
    private const long MostBytes = 16 << 20;

    /// <summary>What it is.</summary>
    public GuardedKind Kind => kind;

    /// <summary>Where it leads, of a link.</summary>
    public string? Link => link;

    /// <summary>All that is below or in it; null where something else keeps that from change.</summary>
    public IReadOnlyList<GuardedFile>? Content => content;

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

        return new GuardedEntry(kind, link, InOrder(files));
    }

    /// <summary>The same, but for one path in it, which is as it stands now: it was changed by who may. What else is new there is no part of it.</summary>
    /// <param name="root">Where this stands.</param>
    /// <param name="path">There, or below.</param>
    /// <param name="withContent">Whether a change at the place itself has to be read.</param>
    public GuardedEntry With(string root, string path, bool withContent)
    {
        if (path == root)
            return Of(root, withContent || Content is not null || Kind == GuardedKind.Missing);
        // A mount keeps what it holds; behind a link nothing is ours.
        if (Content is null && Kind != GuardedKind.Missing || GuardedLinks.Above(path) is not null)
            return this;
        var name = path[(root.Length + 1)..];
        var files = (Content ?? []).Where(f => f.Name != name && !f.Name.StartsWith($"{name}/", StringComparison.Ordinal)).ToList();
        if (GuardedFile.KindOf(path).Kind == GuardedKind.Missing)
            return Kind == GuardedKind.Missing ? this : new GuardedEntry(Kind, Link, InOrder(files));
        for (var end = name.IndexOf('/', StringComparison.Ordinal); end >= 0; end = name.IndexOf('/', end + 1))
            if (!files.Exists(f => f.Name == name[..end]))
                files.Add(GuardedFile.Read(root, Path.Combine(root, name[..end])));
        files.Add(GuardedFile.Read(root, path));
        return new GuardedEntry(GuardedKind.Folder, null, InOrder(files));
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

    // Disks list in an order of their own; a folder comes before what it holds.
    private static GuardedFile[] InOrder(IEnumerable<GuardedFile> files) => [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];

    private static EnumerationOptions Everything => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
}
