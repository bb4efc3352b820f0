namespace Pith.Tools.Sandboxes;

/// <summary>
/// What takes effect later, as it was before a command. Mounts keep what exists from change; what does not exist yet cannot
/// be mounted over, and without namespaces nothing can: that is found afterwards and put back, before anybody else obeys it.
/// </summary>
internal sealed class GuardedState
{
    private readonly IReadOnlyList<string> roots;
    private readonly Dictionary<string, GuardedEntry> before;

    private GuardedState(IReadOnlyList<string> roots, Dictionary<string, GuardedEntry> before) => (this.roots, this.before) = (roots, before);

    /// <summary>Takes down what is there. A few microseconds a path where it is held; otherwise all of it is read.</summary>
    /// <param name="roots">The folders of work.</param>
    /// <param name="isHeld">Whether what exists is kept from change by other means.</param>
    /// <exception cref="IOException">There is more than can be put back.</exception>
    public static GuardedState Of(IReadOnlyList<string> roots, bool isHeld) =>
        new(roots, roots.SelectMany(GuardedPaths.Of).Distinct(StringComparer.Ordinal).ToDictionary(p => p, p => GuardedEntry.Of(p, withContent: !isHeld), StringComparer.Ordinal));

    /// <summary>Puts back what the command changed, and says what that was; none where it kept to the rules.</summary>
    public IReadOnlyList<string> PutBack()
    {
        var changed = new List<string>();
        foreach (var (path, was) in before)
        {
            var isNewRepository = was.Kind == GuardedKind.Missing && Path.GetFileName(path) == GuardedPaths.Repository && GuardedFile.KindOf(path).Kind == GuardedKind.Folder;
            if (isNewRepository)
                changed.AddRange(NewRepository.Tame(path));
            else if (!was.IsSame(GuardedEntry.Of(path, was.Content is not null)))
                changed.Add(Put(path, was));
        }

        // A repository, or a module of one, that came into being shows more paths than there were before.
        foreach (var path in roots.SelectMany(GuardedPaths.Of))
            if (!before.ContainsKey(path) && !before.Keys.Any(b => path.StartsWith(b + "/", StringComparison.Ordinal)) && GuardedFile.KindOf(path).Kind != GuardedKind.Missing)
                changed.Add(Put(path, new GuardedEntry(GuardedKind.Missing, null, null)));
        return changed;
    }

    private static string Put(string path, GuardedEntry was)
    {
        try
        {
            was.PutBack(path);
            return was.Kind == GuardedKind.Missing ? $"{path} was made and is removed again" : $"{path} was changed and is put back";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"{path} was changed and could not be put back ({problem.Message}): look at it before anything else runs";
        }
    }
}
