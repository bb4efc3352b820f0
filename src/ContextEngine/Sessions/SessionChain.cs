using Pith.Store;

namespace Pith.Sessions;

/// <summary>The logs that a session is read from, the oldest ancestor first. Costs the first lines of each. Before it may stand another program's file.</summary>
internal static class SessionChain
{
    private const int Deepest = 1000;

    public static IReadOnlyList<SessionPart> Of(string path)
    {
        path = Path.GetFullPath(path);
        if (ForeignReference.IsForeign(path))
            return [new SessionPart(path, Foreign: ForeignReference.Of(path))];
        var chain = new List<SessionPart> { new(path) };
        for (var at = path; Parent(at) is { } part; at = part.Path)
        {
            if (chain.Count >= Deepest || chain.Any(p => p.Path == part.Path))
                throw new StoreException(path, $"{path} is a fork of itself, or of more than {Deepest} others");
            if (part.Foreign is null && !File.Exists(part.Path))
                throw new StoreException(part.Path, $"{at} was forked from {part.Path}, which is not there");
            chain.Insert(0, part);
            if (part.Foreign is not null)
                break; // that it is gone costs what was said in it, not what was said since
        }

        return chain;
    }

    private static SessionPart? Parent(string path)
    {
        var origin = SessionOrigin.Of(path);
        if (origin.Foreign is { } foreign)
            return new SessionPart(foreign.Path, Foreign: foreign);
        return origin.Parent is { } parent
            ? new SessionPart(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", parent.Path)), parent.Last, parent.End, parent.Checksum)
            : null;
    }
}
