using System.Buffers;
using Pith.Permissions.Rules;

namespace Pith.Permissions.Paths;

/// <summary>What the names that a pattern matches may be. It is read for more than it says (a bracket for any text, a star for a dot too), so that no option of the shell makes a no wrong.</summary>
internal static class PatternNames
{
    private static readonly string[] Never = [".", "..", .. ProtectedPaths.PlacedNames.SelectMany(n => n.Split('/')).Where(n => n != "repo").Distinct(), .. ProtectedPaths.FolderNames, .. ProtectedPaths.FileNames];

    // Other characters of patterns mean something under options that a shell may have: nobody reads those here.
    private static readonly SearchValues<char> Unread = SearchValues.Create("\\()|!+@^");

    /// <summary>Whether a pattern may match a name that takes effect later, or one that leads to another folder.</summary>
    /// <param name="pattern">A path, with <c>*</c>, <c>?</c> and <c>[…]</c> in some of its names.</param>
    public static bool MayBeProtected(string pattern) =>
        pattern.Contains("**", StringComparison.Ordinal) || pattern.AsSpan().ContainsAny(Unread)
        || pattern.Split('/').Any(name => Never.Any(n => Glob.MatchesName(Widened(name).ToLowerInvariant(), n.ToLowerInvariant()))
            || ProtectedPaths.HasForm(name) || name.AsSpan().LastIndexOfAny("*?]") is >= 0 and var last && ProtectedPaths.MayHaveForm(name[(last + 1)..]));

    /// <summary>Whether one of the names in a pattern may match a name.</summary>
    /// <param name="pattern">A path.</param>
    /// <param name="name">A name without its folder.</param>
    public static bool MayMatch(string pattern, ReadOnlySpan<char> name)
    {
        if (pattern.Contains("**", StringComparison.Ordinal) || pattern.Contains('{') || pattern.AsSpan().ContainsAny(Unread))
            return true;
        var lower = name.ToString().ToLowerInvariant();
        foreach (var part in pattern.ToLowerInvariant().Split('/'))
            if (Glob.MatchesName(Widened(part).Replace('?', '*'), lower))
                return true;
        return false;
    }

    private static string Widened(string name) =>
        name.IndexOf('[', StringComparison.Ordinal) is >= 0 and var open ? $"{name[..open]}*{name[(Math.Max(open, name.LastIndexOf(']')) + 1)..]}" : name;
}
