using Pith.Permissions.Paths;
using Pith.Tools.Files;

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
    private HashSet<string> started = [];
    private readonly Dictionary<string, GuardedEntry> allowed = new(StringComparer.Ordinal); // what came into being since, and may be as it is
    private readonly Quarantine quarantine;
    private readonly DeniedPaths? denied;
    private readonly Remains remains;
    private readonly HashSet<string> deniedBefore;
    private (string? Folder, int Said) reached;
    private int commands = 1;

    private GuardedState(IReadOnlyList<string> roots, Dictionary<string, (string Root, GuardedEntry Was)> before, Quarantine quarantine, NestedGuard[] nested, bool isHeld, DeniedPaths? denied, Remains remains, IReadOnlyList<string>? kept)
    {
        (this.roots, this.before, this.quarantine, this.nested, this.isHeld, this.denied, this.remains) = (roots, before, quarantine, nested, isHeld, denied, remains);
        deniedBefore = kept is null ? FindDenied() : [.. kept];
    }

    /// <summary>Takes down what is there. A few microseconds a path where it is held; otherwise all of it is read.</summary>
    /// <param name="policy">Has the folders of work, what git and hooks start in them, and where what a command made goes.</param>
    /// <param name="isHeld">Whether what exists is kept from change by other means.</param>
    /// <param name="repositories">Looks for the repositories below them.</param>
    /// <param name="denied">What rules keep from being edited: what comes into being of it goes.</param>
    /// <param name="remains">What earlier commands left.</param>
    /// <param name="kept">What there is now of what rules keep from being edited; null looks for it.</param>
    /// <exception cref="IOException">There is more than can be put back, or some of it may not be read.</exception>
    public static GuardedState Of(SandboxPolicy policy, bool isHeld, IReadOnlyList<NestedRepositories> repositories, DeniedPaths? denied, Remains remains, IReadOnlyList<string>? kept)
    {
        try
        {
            var before = new Dictionary<string, (string, GuardedEntry)>(StringComparer.Ordinal);
            var started = new HashSet<string>(StringComparer.Ordinal);
            foreach (var root in policy.Guarded)
            {
                // First: a mount on it is no help where a folder above can be renamed.
                foreach (var path in policy.Started.Where(path => LexicalPath.IsWithin(path, root)))
                    if (started.Add(path))
                        before.TryAdd(path, (root, OfObeyed(path, isHeld)));
                foreach (var path in GuardedPaths.Of(root))
                    before.TryAdd(path, (root, GuardedEntry.Of(path, withContent: !isHeld)));
            }

            return new GuardedState(policy.Guarded, before, new Quarantine(policy.Quarantine), [.. repositories.Select(r => new NestedGuard(r))], isHeld, denied, remains, kept) { started = started };
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new IOException($"what must not change cannot be looked at: {refused.Message}", refused);
        }
    }

    private static GuardedEntry OfObeyed(string path, bool isHeld)
    {
        try
        {
            return GuardedEntry.Of(path, withContent: true);
        }
        catch (IOException) when (isHeld)
        {
            return GuardedEntry.Of(path, withContent: false); // a program may be large; that it was moved is still said
        }
    }

    /// <summary>
    /// Takes it for a command that begins while others run: what those have written by now was not there before, though it is there. False where all have ended.
    /// </summary>
    public bool TryShare()
    {
        lock (oneAtATime)
        {
            if (commands == 0)
                return false;
            commands++;
            return true;
        }
    }

    /// <summary>What is not guarded though it should be, and was not said before.</summary>
    public IReadOnlyList<string> TakeUnguarded()
    {
        lock (oneAtATime)
            return [.. nested.SelectMany(n => n.TakeUnguarded())];
    }

    /// <summary>Puts back what the commands that run have changed by now, before something begins that obeys it.</summary>
    public IReadOnlyList<string> PutBackByNow()
    {
        lock (oneAtATime)
            return PutBackAll().Sentences;
    }

    /// <summary>A command has ended, or did not begin: puts back what changed, and says what that was, and what earlier ones left; none where they kept to the rules. One path that cannot be put back keeps no other from it.</summary>
    public IReadOnlyList<string> PutBack()
    {
        lock (oneAtATime)
        {
            commands--;
            return remains.With(PutBackAll());
        }
    }

    private Changes PutBackAll()
    {
        var changed = new Changes();
        reached = default;
        foreach (var (path, (root, was)) in before)
            Restoration.Try(path, changed, () => Compare(root, path, was, changed));
        // A repository, or a module of one, that came into being shows more paths than there were before.
        foreach (var root in roots)
            Restoration.Try(root, changed, () =>
            {
                foreach (var path in GuardedPaths.Of(root).ToArray())
                    if (!before.ContainsKey(path) && !before.Keys.Any(b => path.StartsWith(b + "/", StringComparison.Ordinal)))
                        Restoration.Try(path, changed, () => Compare(root, path, allowed.GetValueOrDefault(path, GuardedEntry.Nothing), changed));
            });
        foreach (var guard in nested)
            guard.PutBack(quarantine, changed);
        // More than can be held may have come into being: that is said with the rest.
        Restoration.Try(roots.Count > 0 ? roots[0] : "", changed, () =>
        {
            foreach (var path in FindDenied().Where(p => !deniedBefore.Contains(p)))
                Restoration.Try(path, changed, () => Compare(Path.GetPathRoot(path)!, path, GuardedEntry.Nothing, changed));
        });
        return changed;
    }

    private HashSet<string> FindDenied() => denied is { IsEmpty: false } ? [.. denied.Find().Fixed] : [];

    /// <summary>Takes what stands at a path now for what was there before: it was changed by who may. Nothing beside it is excused.</summary>
    public void Forget(string path)
    {
        lock (oneAtATime)
        {
            foreach (var (known, (root, was)) in before.ToArray())
                if (LexicalPath.IsWithin(path, known) && !(was.Kind == GuardedKind.Missing && Path.GetFileName(known) == GuardedPaths.Repository && path != known))
                    Restoration.Renew(() => before[known] = (root, was.With(known, path, withContent: !isHeld)));
            foreach (var guard in nested)
                guard.Forget(path);
            // Of a repository that came into being, some paths are guarded, and all else is its own.
            foreach (var root in roots.Where(r => LexicalPath.IsWithin(path, r)))
                Restoration.Renew(() =>
                {
                    foreach (var part in GuardedPaths.Of(root).Where(p => LexicalPath.IsWithin(path, p) && !before.ContainsKey(p)).ToArray())
                        allowed[part] = allowed.GetValueOrDefault(part, GuardedEntry.Nothing).With(part, path, withContent: true);
                });
        }
    }

    private void Compare(string root, string path, GuardedEntry was, Changes changed)
    {
        var (isNew, said) = (was.Kind == GuardedKind.Missing, changed.Count);
        // Of most of them nothing was there and nothing is, and one call of the system says so.
        if (isNew && FileStamp.TypeOf(path) == 0)
            return;
        // The way to the folder is looked at once for all in it, where nothing in it changed.
        if (reached == (Path.GetDirectoryName(path), said) && Restoration.IsSame(path, was))
            return;
        if (!Restoration.Reach(root, path, wasThere: !isNew, quarantine, changed))
            return;
        if (isNew && Path.GetFileName(path) == GuardedPaths.Repository && GuardedLinks.IsOwnFolder(path))
            NewRepository.Tame(path, quarantine, changed, allowed);
        else if (!(isNew && NewRepository.IsHarmless(path)))
            Restoration.PutBack(path, was, quarantine, changed);
        reached = (Path.GetDirectoryName(path), changed.Count);
        // A build may have meant no harm, and shall know how it can be.
        if (changed.Count > said && started.Contains(path))
            changed.Explain("; git's settings or a hook start it or what it leads to, so no command in the sandbox changes it: one that builds it has to run outside");
    }
}
