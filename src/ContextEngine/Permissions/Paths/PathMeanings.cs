namespace Pith.Permissions.Paths;

/// <summary>What a path with <c>..</c> in it may mean: a shell takes the part before away, the kernel follows that part's link first.</summary>
internal static class PathMeanings
{
    /// <summary>The plain path, and where the kernel goes if that is elsewhere; none where nobody can tell.</summary>
    public static string[] Of(string folder, string path)
    {
        var plain = LexicalPath.Join(folder, path);
        var whole = path.StartsWith('/') || folder.Length == 0 ? path : $"{folder}/{path}";
        if (!whole.StartsWith('/') || !whole.Split('/').Contains(".."))
            return [plain];
        return RealPath.OrNull(whole) is not { } real ? [] : real == plain || real == RealPath.OrNull(plain) ? [plain] : [plain, real];
    }
}
