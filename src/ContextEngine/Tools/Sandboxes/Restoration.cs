namespace Pith.Tools.Sandboxes;

/// <summary>How one guarded path is made what it was, by whoever keeps it.</summary>
internal static class Restoration
{
    /// <summary>Makes a path what it was, if it is not.</summary>
    /// <param name="path">Where.</param>
    /// <param name="was">What stood there.</param>
    /// <param name="quarantine">Takes what stands there now.</param>
    /// <param name="changed">Takes sentences.</param>
    /// <exception cref="IOException">Nothing of it was kept.</exception>
    public static void PutBack(string path, GuardedEntry was, Quarantine quarantine, Changes changed)
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

    /// <summary>Makes a way to a path without links, and opens what was shut on it. False where what lies there now is not ours to look at.</summary>
    /// <param name="root">The folder of work.</param>
    /// <param name="path">Below it.</param>
    /// <param name="wasThere">Whether something stood there, for which a link on the way has to go.</param>
    /// <param name="quarantine">Takes that.</param>
    /// <param name="changed">Takes sentences.</param>
    /// <exception cref="IOException">The folder of work itself is a link now.</exception>
    public static bool Reach(string root, string path, bool wasThere, Quarantine quarantine, Changes changed)
    {
        if (GuardedLinks.Above(path) is { } link)
        {
            // What lies beyond a link is not here.
            if (!wasThere)
                return false;
            if (link.Length <= root.Length)
                throw new IOException($"{link} is a link now");
            changed.Add($"{link} was made a link and is removed again{At(quarantine.Take(link))}");
        }

        GuardedLinks.OpenTo(root, path);
        return true;
    }

    /// <summary>Takes down a change that was allowed; where it cannot be looked at, the path stays guarded as it was.</summary>
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

    /// <summary>Does something about a path; where that fails, it is said and the others have their turn.</summary>
    public static void Try(string path, Changes changed, Action act)
    {
        try
        {
            act();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            changed.Leave(path, $"{path} could not be looked at or put back ({problem.Message}): look at it before anything else runs");
        }
    }

    /// <summary>Where something is now, to go behind a sentence.</summary>
    public static string At(string? place) => place is null ? "" : $"; it is kept as {place}";

    /// <summary>Whether a path is what it was. What cannot be looked at any more, or grew beyond what is kept, is not.</summary>
    public static bool IsSame(string path, GuardedEntry was)
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
}
