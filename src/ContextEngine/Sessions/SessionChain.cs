using Pith.Store;

namespace Pith.Sessions;

/// <summary>The logs that a session is read from, the oldest ancestor first. Costs the first line of each.</summary>
internal static class SessionChain
{
    private const int Deepest = 1000;

    public static IReadOnlyList<SessionPart> Of(string path)
    {
        path = Path.GetFullPath(path);
        var chain = new List<SessionPart> { new(path) };
        for (var at = path; Parent(at) is { } part; at = part.Path)
        {
            if (chain.Count >= Deepest || chain.Any(p => p.Path == part.Path))
                throw new StoreException(path, $"{path} is a fork of itself, or of more than {Deepest} others");
            if (!File.Exists(part.Path))
                throw new StoreException(part.Path, $"{at} was forked from {part.Path}, which is not there");
            chain.Insert(0, part);
        }

        return chain;
    }

    private static SessionPart? Parent(string path) =>
        ParentReference.Of(path) is { } parent
            ? new SessionPart(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", parent.Path)), parent.Last, parent.End)
            : null;
}
