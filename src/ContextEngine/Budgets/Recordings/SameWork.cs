namespace Pith.Budgets.Recordings;

/// <summary>Tools that save a session at several times leave files that begin alike. They are one work and count once, by the longest.</summary>
public static class SameWork
{
    /// <summary>Messages that must agree before two files are taken for one work; the first requests of different sessions may well be equal.</summary>
    private const int Beginning = 10;

    /// <summary>Whether two recordings begin alike.</summary>
    /// <param name="a">A recording.</param>
    /// <param name="b">Another.</param>
    public static bool Are(Recording a, Recording b)
    {
        var length = Math.Min(Beginning, Math.Min(a.Messages.Count, b.Messages.Count));
        for (var i = 0; i < length; i++)
            if (!a.Messages[i].IsSameAs(b.Messages[i]))
                return false;
        return length > 0;
    }

    /// <summary>The longest recording of each work, in the order given.</summary>
    /// <param name="recordings">Any recordings.</param>
    public static List<Recording> Longest(IReadOnlyList<Recording> recordings)
    {
        var kept = new List<Recording>();
        foreach (var recording in recordings)
        {
            var known = kept.FindIndex(k => Are(k, recording));
            if (known < 0)
                kept.Add(recording);
            else if (recording.Tokens > kept[known].Tokens)
                kept[known] = recording;
        }

        return kept;
    }
}
