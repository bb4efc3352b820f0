using Pith.Permissions.Paths;

namespace Pith.Tools.Sandboxes;

/// <summary>
/// What takes effect later, as it was before a command. Mounts keep what exists from change; what does not exist yet cannot
/// be mounted over, and without namespaces nothing can: that is found afterwards and put back, before anybody else obeys it.
/// </summary>
internal sealed class GuardedState
{
    private readonly IReadOnlyList<string> roots;
    private readonly NestedGuard[] nested;
    private readonly bool isHeld;
    private readonly Lock oneAtATime = new();
    private readonly Dictionary<string, (string Root, GuardedEntry Was)> before;
    private readonly Dictionary<string, GuardedEntry> allowed = new(StringComparer.Ordinal); // what came into being since, and may be as it is
    private readonly Quarantine quarantine;
    private int commands = 1;

    private GuardedState(IReadOnlyList<string> roots, Dictionary<string, (string Root, GuardedEntry Was)> before, Quarantine quarantine, NestedGuard[] nested, bool isHeld) =>
        (this.roots, this.before, this.quarantine, this.nested, this.isHeld) = (roots, before, quarantine, nested, isHeld);

    /// <summary>Takes down what is there. A few microseconds a path where it is held; otherwise all of it is read.</summary>
    /// <param name="roots">The folders of work.</param>
    /// <param name="isHeld">Whether what exists is kept from change by other means.</param>
    /// <param name="quarantine">Where what a command made goes; null deletes it.</param>
    /// <param name="repositories">Looks for the repositories below them.</param>
    /// <exception cref="IOException">There is more than can be put back, or some of it may not be read.</exception>
    public static GuardedState Of(IReadOnlyList<string> roots, bool isHeld, string? quarantine, IReadOnlyList<NestedRepositories> repositories)
    {
        try
        {
            var before = new Dictionary<string, (string, GuardedEntry)>(StringComparer.Ordinal);
            foreach (var root in roots)
            {
                // First: a mount on it is no help where a folder above can be renamed.
                foreach (var path in GitConfiguration.Obeyed(root))
                    before.TryAdd(path, (root, GuardedEntry.Of(path, withContent: true)));
                foreach (var path in GuardedPaths.Of(root))
                    before.TryAdd(path, (root, GuardedEntry.Of(path, withContent: !isHeld)));
            }

            return new GuardedState(roots, before, new Quarantine(quarantine), [.. repositories.Select(r => new NestedGuard(r))], isHeld);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"what must not change cannot be looked at: {refused.Message}", refused);
        }
    }

    /// <summary>
    /// Takes it for a command that begins while others run: what those have written by now was not there before, though it is there. False where all have ended.
    /// </summary>
    public bool TryShare()
    {
        lock (oneAtATime)
            return commands > 0 && ++commands > 0;
    }

    /// <summary>One command less: it has ended, or did not begin.</summary>
    public void Leave()
    {
        lock (oneAtATime)
            commands--;
    }

    /// <summary>Puts back what the command changed, and says what that was; none where it kept to the rules. One path that cannot be put back keeps no other from it.</summary>
    public IReadOnlyList<string> PutBack()
    {
        lock (oneAtATime)
        {
            commands--;
            return PutBackAll();
        }
    }

    private List<string> PutBackAll()
    {
        var changed = new List<string>();
        foreach (var (path, (root, was)) in before)
            Try(path, changed, () => Compare(root, path, was, changed));
        // A repository, or a module of one, that came into being shows more paths than there were before.
        foreach (var root in roots)
            Try(root, changed, () =>
            {
                foreach (var path in GuardedPaths.Of(root).ToArray())
                    if (!before.ContainsKey(path) && !before.Keys.Any(b => path.StartsWith(b + "/", StringComparison.Ordinal)))
                        Try(path, changed, () => Compare(root, path, allowed.GetValueOrDefault(path, GuardedEntry.Nothing), changed));
            });
        foreach (var guard in nested)
            guard.PutBack(quarantine, changed);
        return changed;
    }

    /// <summary>Takes what stands at a path now for what was there before: it was changed by who may. Nothing beside it is excused.</summary>
    public void Forget(string path)
    {
        lock (oneAtATime)
        {
            foreach (var (known, (root, was)) in before.ToArray())
                if (LexicalPath.IsWithin(path, known) && !(was.Kind == GuardedKind.Missing && Path.GetFileName(known) == GuardedPaths.Repository && path != known))
                    Renew(() => before[known] = (root, was.With(known, path, withContent: !isHeld)));
            foreach (var guard in nested)
                guard.Forget(path);
            // Of a repository that came into being, some paths are guarded, and all else is its own.
            foreach (var root in roots.Where(r => LexicalPath.IsWithin(path, r)))
                Renew(() =>
                {
                    foreach (var part in GuardedPaths.Of(root).Where(p => LexicalPath.IsWithin(path, p) && !before.ContainsKey(p)).ToArray())
                        allowed[part] = allowed.GetValueOrDefault(part, GuardedEntry.Nothing).With(part, path, withContent: true);
                });
        }
    }

    /// <summary>Takes down a change; where it cannot be looked at, it stays guarded as it was.</summary>
    public static void Renew(Action take)
    {
        try
        {
            take();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The change was made.
        }
    }

    private void Compare(string root, string path, GuardedEntry was, List<string> changed)
    {
        if (GuardedLinks.Above(path) is { } link)
        {
            // What lies beyond a link is not here.
            if (was.Kind == GuardedKind.Missing)
                return;
            if (link.Length <= root.Length)
                throw new IOException($"{link} is a link now");
            changed.Add($"{link} was made a link and is removed again{At(quarantine.Take(link))}");
        }

        GuardedLinks.OpenTo(root, path);
        var isNew = was.Kind == GuardedKind.Missing;
        if (isNew && Path.GetFileName(path) == GuardedPaths.Repository && GuardedLinks.IsOwnFolder(path))
            NewRepository.Tame(path, quarantine, changed, allowed);
        else if (!(isNew && NewRepository.IsHarmless(path)))
            PutBack(path, was, quarantine, changed);
    }

    /// <summary>Makes a path what it was, if it is not.</summary>
    public static void PutBack(string path, GuardedEntry was, Quarantine quarantine, List<string> changed)
    {
        if (IsSame(path, was))
            return;
        var isNew = was.Kind == GuardedKind.Missing;
        if (!isNew && was.Content is null && was.Kind != GuardedKind.Link)
            throw new IOException("it is not what it was, and nothing of it was kept");
        var place = quarantine.Take(path);
        was.Write(path);
        changed.Add(isNew ? $"{path} was made and is removed again{At(place)}" : $"{path} was changed and is put back{At(place)}");
    }

    // What cannot be looked at any more, or grew beyond what is kept, is not the same.
    private static bool IsSame(string path, GuardedEntry was)
    {
        try
        {
            return was.IsSame(GuardedEntry.Of(path, was.Content is not null));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Where something is now, to go behind a sentence.</summary>
    public static string At(string? place) => place is null ? "" : $"; it is kept as {place}";

    /// <summary>Does something about a path; where that fails, it is said and the others have their turn.</summary>
    public static void Try(string path, List<string> changed, Action act)
    {
        try
        {
            act();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            changed.Add($"{path} could not be looked at or put back ({problem.Message}): look at it before anything else runs");
        }
    }
}
