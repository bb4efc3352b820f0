namespace Pith.Models;

/// <summary>Families by the names that people and files use.</summary>
public static class FamilyNames
{
    private static readonly (Family Family, string Name, string Says)[] All =
    [
        (Family.O200k, "o200k", "o200k_base"),
        (Family.Cl100k, "cl100k", "cl100k_base"),
        (Family.Claude4, "claude-4", "Claude 3 to 4.6"),
        (Family.Claude5, "claude-5", "Claude 4.7 and later"),
    ];

    /// <summary>The short name of a family.</summary>
    public static string Of(Family family) => Array.Find(All, f => f.Family == family).Name;

    /// <summary>The models of a family in words.</summary>
    public static string Says(Family family) => Array.Find(All, f => f.Family == family).Says;

    /// <summary>The family of a short name.</summary>
    public static bool TryParse(string name, out Family family)
    {
        var found = Array.Find(All, f => f.Name == name);
        family = found.Family;
        return found.Name is not null;
    }
}
