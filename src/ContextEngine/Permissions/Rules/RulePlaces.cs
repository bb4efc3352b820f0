using Pith.Permissions.Paths;

namespace Pith.Permissions.Rules;

/// <summary>
/// Where rules about paths hold for who stands in a folder. What denies or asks holds in the repository and in every work tree of it, whoever
/// stands in which; what allows, and begins at the settings' or the working folder, in the work tree alone: the repository's files are left to others.
/// </summary>
/// <param name="folder">The working folder.</param>
/// <param name="home">The home folder, or null.</param>
/// <param name="origin">What the working folder is a copy of; null where it is none.</param>
internal sealed class RulePlaces(string folder, string? home, WorktreeOrigin? origin)
{
    /// <summary>The folder that rules were written for.</summary>
    public string Written => origin?.Folder ?? folder;

    /// <summary>Whether a path falls under a rule, which has a specifier.</summary>
    public bool Match(Rule rule, ReadOnlySpan<char> path)
    {
        var specifier = rule.Specifier!;
        if (origin is null || rule.Verdict == Verdict.Allow)
            return PathPattern.Matches(specifier, path, RootHere(rule), folder, home);
        return PathPattern.Matches(specifier, path, rule.Root, folder, home)
            || origin.Folder != folder && PathPattern.Matches(specifier, path, rule.Root, origin.Folder, home)
            || origin.Original(path) is { } original && PathPattern.Matches(specifier, original, rule.Root, origin.Folder, home);
    }

    /// <summary>Whether something at a path or anywhere below it could fall under a rule that denies.</summary>
    public bool MayMatchBelow(Rule rule, string path)
    {
        var specifier = rule.Specifier!;
        if (PathPattern.MayMatchBelow(specifier, path, rule.Root, folder, home))
            return true;
        return origin is not null && (PathPattern.MayMatchBelow(specifier, path, rule.Root, origin.Folder, home)
            || (origin.Original(path) ?? (HoldsCopies(path) ? origin.Origin : null)) is { } original && PathPattern.MayMatchBelow(specifier, original, rule.Root, origin.Folder, home));
    }

    private bool HoldsCopies(string path) => LexicalPath.IsWithin(origin!.Top, path) || origin.Others is { } others && LexicalPath.IsWithin(others, path);

    private string RootHere(Rule rule) => origin is not null && rule.Root == origin.Folder ? origin.Copied(rule.Root) : rule.Root;
}
