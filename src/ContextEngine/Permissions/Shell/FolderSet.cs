using Pith.Permissions.Paths;

namespace Pith.Permissions.Shell;

/// <summary>The folders a command may run in. A <c>cd</c> may fail, so there may be several; where nobody can tell, it is <see cref="Unknown"/>.</summary>
public sealed class FolderSet
{
    /// <summary>More possibilities than this are as good as not knowing.</summary>
    private const int Most = 8;

    /// <summary>It cannot be told from the text.</summary>
    public static readonly FolderSet Unknown = new([]);

    private readonly string[] paths;

    private FolderSet(string[] paths) => this.paths = paths;

    /// <summary>The possible folders; none where the folder is unknown.</summary>
    public ReadOnlySpan<string> Paths => paths;

    /// <summary>Whether the folders are known.</summary>
    public bool IsKnown => paths.Length > 0;

    /// <summary>One folder for certain.</summary>
    public static FolderSet Of(string path) => new([path]);

    /// <summary>Either these or those.</summary>
    internal FolderSet Or(FolderSet other)
    {
        if (ReferenceEquals(this, other) || Same(other))
            return this;
        if (!IsKnown || !other.IsKnown)
            return Unknown;
        var all = paths.Union(other.paths, StringComparer.Ordinal).ToArray();
        return all.Length > Most ? Unknown : new FolderSet(all);
    }

    /// <summary>Where <c>cd</c> with a literal path leads from here.</summary>
    internal FolderSet Enter(string path)
    {
        if (!IsKnown)
            return path.StartsWith('/') ? Of(LexicalPath.Join("", path)) : Unknown;
        // No shell gets into a folder whose name is too long, and every further step would copy it all.
        return path.Length > RealPath.Longest || paths.Any(p => p.Length > RealPath.Longest) ? Unknown
            : new FolderSet([.. paths.Select(p => LexicalPath.Join(p, path)).Distinct(StringComparer.Ordinal)]);
    }

    internal bool Same(FolderSet other) => paths.AsSpan().SequenceEqual(other.paths);
}
