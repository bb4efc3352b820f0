namespace Pith.Permissions.Settings;

/// <summary>The names of the modes, as settings and flags write them.</summary>
public static class PermissionModes
{
    /// <summary>Every name, in the order of <see cref="PermissionMode"/>.</summary>
    public static IReadOnlyList<string> All { get; } = ["default", "acceptEdits", "plan", "auto", "dontAsk", "bypassPermissions"];

    /// <summary>Every word that <see cref="TryParse"/> takes.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. All, Manual];

    private const string Manual = "manual";

    /// <summary>Reads a name; <c>manual</c> is another word for <c>default</c>.</summary>
    public static bool TryParse(string name, out PermissionMode mode)
    {
        var index = name == Manual ? 0 : All.ToList().IndexOf(name);
        mode = (PermissionMode)Math.Max(index, 0);
        return index >= 0;
    }
}
