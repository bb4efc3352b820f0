namespace Pith.Tools.Searches;

/// <summary>
/// A folder with what its ignore files say, and the folders above it. As in ripgrep, <c>.ignore</c> outranks
/// <c>.gitignore</c>, which counts inside a repository only; of one kind the deepest folder decides, and in it the last line.
/// </summary>
internal sealed class IgnoreScope
{
    private readonly IgnoreScope? above;
    private readonly string folder;
    private readonly IgnoreRule[] own;
    private readonly IgnoreRule[] git;
    private readonly bool isRepositoryRoot;
    private readonly bool isInRepository;

    private IgnoreScope(IgnoreScope? above, string folder, Func<string, bool> has)
    {
        (this.above, this.folder) = (above, folder.EndsWith('/') ? folder : folder + "/");
        isRepositoryRoot = has(".git");
        isInRepository = isRepositoryRoot || above is { isInRepository: true };
        own = has(".ignore") ? Read(".ignore") : [];
        git = has(".gitignore") ? Read(".gitignore") : [];
        if (isRepositoryRoot)
            git = [.. Read(".git/info/exclude"), .. git];
    }

    /// <summary>The scope of a folder where a search starts: all folders above it count.</summary>
    public static IgnoreScope Of(string folder)
    {
        var above = Path.GetDirectoryName(folder) is { } parent ? Of(parent) : null;
        return new IgnoreScope(above, folder, name => Path.Exists(Path.Combine(folder, name)));
    }

    /// <summary>The scope of a folder below, whose names are known: costs nothing where it has no ignore files.</summary>
    public IgnoreScope Below(string below, IReadOnlyCollection<string> dotNames) =>
        dotNames.Contains(".ignore") || dotNames.Contains(".gitignore") || dotNames.Contains(".git") ? new IgnoreScope(this, below, dotNames.Contains) : this;

    /// <summary>Whether a file or folder is to be passed over.</summary>
    /// <param name="path">Its full path, somewhere below this folder.</param>
    /// <param name="isFolder">What it is.</param>
    public bool Ignores(ReadOnlySpan<char> path, bool isFolder)
    {
        for (var scope = this; scope is not null; scope = scope.above)
            if (scope.own.Length > 0 && scope.Decide(scope.own, path, isFolder) is { } decided)
                return decided;
        for (var scope = this; scope is { isInRepository: true }; scope = scope.isRepositoryRoot ? null : scope.above)
            if (scope.git.Length > 0 && scope.Decide(scope.git, path, isFolder) is { } decided)
                return decided;
        return false;
    }

    private bool? Decide(IgnoreRule[] rules, ReadOnlySpan<char> path, bool isFolder)
    {
        if (path.Length <= folder.Length)
            return null;
        var relative = path[folder.Length..];
        for (var i = rules.Length - 1; i >= 0; i--)
            if ((isFolder || !rules[i].IsForFolders) && rules[i].Pattern.Matches(relative))
                return !rules[i].IsKept;
        return null;
    }

    private IgnoreRule[] Read(string name)
    {
        try
        {
            var file = folder + name;
            return File.Exists(file) ? IgnoreRule.ReadAll(File.ReadAllText(file)) : [];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
