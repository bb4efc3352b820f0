namespace Pith.Tools.Sandboxes;

/// <summary>A file, a folder or a link below a guarded path.</summary>
/// <param name="name">Its path from there; empty where it is that.</param>
/// <param name="kind">What it is.</param>
/// <param name="link">Where it leads, of a link.</param>
/// <param name="bytes">What it holds, of a file.</param>
/// <param name="mode">Who may what.</param>
internal sealed class GuardedFile(string name, GuardedKind kind, string? link, byte[]? bytes, UnixFileMode mode)
{
    /// <summary>Its path from there; empty where it is that.</summary>
    public string Name => name;

    /// <summary>What it is.</summary>
    public GuardedKind Kind => kind;

    /// <summary>Where it leads, of a link.</summary>
    public string? Link => link;

    /// <summary>What it holds, of a file.</summary>
    public byte[]? Bytes => bytes;

    /// <summary>Who may what.</summary>
    public UnixFileMode Mode => mode;

    /// <summary>What stands at a path, links not followed.</summary>
    public static (GuardedKind Kind, string? Link) KindOf(string path)
    {
        // One call of the system for all that is no link.
        if (Files.FileStamp.TypeOf(path) is { } type and not Files.FileStamp.Link)
            return (type switch { 0 => GuardedKind.Missing, Files.FileStamp.Folder => GuardedKind.Folder, _ => GuardedKind.File }, null);
        var info = new FileInfo(path);
        if (info.LinkTarget is { } link)
            return (GuardedKind.Link, link);
        return (Directory.Exists(path) ? GuardedKind.Folder : info.Exists ? GuardedKind.File : GuardedKind.Missing, null);
    }

    /// <summary>Whether it can be read to an end: a pipe would wait for ever for somebody to write.</summary>
    public static bool IsRegular(string path) => Files.FileStamp.Of(path) is { IsRegular: true };

    public static GuardedFile Read(string root, string path)
    {
        var (kind, link) = KindOf(path);
        var isPlain = kind == GuardedKind.File && IsRegular(path);
        return new GuardedFile(path.Length > root.Length ? path[(root.Length + 1)..] : "", kind, link, isPlain ? File.ReadAllBytes(path) : null, kind == GuardedKind.Link || OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path));
    }

    public bool IsSame(GuardedFile other) =>
        Name == other.Name && Kind == other.Kind && Link == other.Link && Mode == other.Mode && Bytes is null == other.Bytes is null && Bytes.AsSpan().SequenceEqual(other.Bytes);

    public void Write(string root)
    {
        var path = Name.Length == 0 ? root : Path.Combine(root, Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Kind == GuardedKind.Folder)
            Directory.CreateDirectory(path);
        else if (Kind == GuardedKind.Link)
            File.CreateSymbolicLink(path, Link!);
        else
            File.WriteAllBytes(path, Bytes ?? []);
        if (Kind != GuardedKind.Link && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Mode);
    }
}
