namespace Pith.Compaction;

/// <summary>The tiers as people write them.</summary>
public static class TierNames
{
    private static readonly (string Name, Tiers Tier)[] Table =
    [
        ("admission", Tiers.Admission), ("micro", Tiers.Micro), ("collapse", Tiers.Collapse),
        ("memory", Tiers.Memory), ("full", Tiers.Full), ("truncate", Tiers.Truncate),
    ];

    /// <summary>All names, in order.</summary>
    public static IEnumerable<string> All => Table.Select(t => t.Name);

    /// <summary>The name of one tier.</summary>
    /// <param name="tier">Exactly one tier.</param>
    public static string Of(Tiers tier) => Array.Find(Table, t => t.Tier == tier).Name ?? "none";

    /// <summary>Reads a comma-separated list; on failure names the word that is no tier.</summary>
    /// <param name="list">For example <c>micro,full</c>, or <c>all</c>.</param>
    /// <param name="tiers">The set.</param>
    /// <param name="unknown">The first word that is no tier, or null.</param>
    public static bool TryParse(string list, out Tiers tiers, out string? unknown)
    {
        tiers = Tiers.None;
        unknown = null;
        foreach (var word in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var tier = word == "all" ? Tiers.All : Array.Find(Table, t => t.Name.Equals(word, StringComparison.OrdinalIgnoreCase)).Tier;
            if (tier == Tiers.None)
            {
                unknown = word;
                return false;
            }

            tiers |= tier;
        }

        unknown = tiers == Tiers.None ? list : null;
        return tiers != Tiers.None;
    }
}
