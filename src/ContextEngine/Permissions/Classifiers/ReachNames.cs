namespace Pith.Permissions.Classifiers;

/// <summary>What is reached, for people.</summary>
internal static class ReachNames
{
    // The weightiest first.
    private static readonly (Reach Reach, string Name)[] All =
    [
        (Reach.Privileges, "for the rights of another user"),
        (Reach.Protections, "what protects the machine or its checks"),
        (Reach.Persists, "what runs later"),
        (Reach.Obeyed, "what something else obeys later"),
        (Reach.Credentials, "credentials"),
        (Reach.Spends, "what costs money"),
        (Reach.Destroys, "work that nothing brings back"),
        (Reach.Sends, "the network, and gives something away"),
        (Reach.Services, "services outside the workspace"),
        (Reach.Fetches, "the network"),
        (Reach.MayFetch, "the network, unless what it needs is here"),
        (Reach.Outside, "files outside the workspace"),
        (Reach.Processes, "other processes"),
    ];

    /// <summary>The weightiest of it, as a phrase.</summary>
    public static string Of(Reach reach) => Array.Find(All, n => (n.Reach & reach) != 0).Name ?? "what is not known";

    /// <summary>The weightiest of it alone.</summary>
    public static Reach Weightiest(Reach reach) => Array.Find(All, n => (n.Reach & reach) != 0).Reach;
}
