namespace Pith.Tools.Sandboxes;

/// <summary>What is not guarded though it should be, for its size or number. Each place is said once in a session: nothing about it changes from command to command.</summary>
internal sealed class UnguardedPlaces
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<string> news = [];

    /// <summary>Takes down a place.</summary>
    /// <param name="place">By which it is known.</param>
    /// <param name="sentence">What it is, and why.</param>
    public void Add(string place, string sentence)
    {
        if (known.Add(place))
            news.Add(sentence);
    }

    /// <summary>What was not said before.</summary>
    public IReadOnlyList<string> Take()
    {
        string[] taken = [.. news];
        news.Clear();
        return taken;
    }
}
