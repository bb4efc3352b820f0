using Pith.Permissions.Paths;

namespace Pith.Permissions.Rules;

/// <summary>What a work tree is a copy of. Rules are written for the repository: in the work tree they hold at the same places, and in the repository still.</summary>
/// <param name="Top">The work tree's top folder; the repository's for who works there and may come upon work trees of it.</param>
/// <param name="Origin">What it is a copy of: the repository's top folder.</param>
/// <param name="Folder">The working folder that the rules were written for. All three full and without links.</param>
public sealed record WorktreeOrigin(string Top, string Origin, string Folder)
{
    /// <summary>A folder whose folders are other work trees of the kind, or null.</summary>
    public string? Others { get; init; }

    /// <summary>Whether it is a work tree, and not the repository itself.</summary>
    internal bool IsCopy => Top != Origin;

    private string Prefix => Origin == "/" ? "" : Origin;

    /// <summary>The place in the work tree that corresponds to one in the repository; any other stays.</summary>
    public string Copied(string path) => LexicalPath.IsWithin(path, Origin) ? Top + path[Prefix.Length..] : path;

    /// <summary>The place in the repository that one in a work tree is a copy of; null for any other.</summary>
    internal string? Original(ReadOnlySpan<char> path)
    {
        if (IsCopy && LexicalPath.IsWithin(path, Top))
            return Whole(path[Top.Length..]);
        if (Others is null || path.Length == Others.Length || !LexicalPath.IsWithin(path, Others))
            return null;
        var rest = path[(Others.Length + 1)..];
        return Whole(rest.IndexOf('/') is >= 0 and var end ? rest[end..] : "");
    }

    private string Whole(ReadOnlySpan<char> rest) => rest.IsEmpty ? Origin : string.Concat(Prefix, rest);
}
