using Pith.Permissions.Paths;

namespace Pith.Tools.Sandboxes;

/// <summary>What is a setting of an agent, an editor or a shell for its name, wherever it lies.</summary>
internal static class SettingNames
{
    private static readonly HashSet<string> Plain = new(ProtectedPaths.FileNames.Where(n => n[0] != '.'), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether something in a folder is one. Repositories are looked at for themselves.</summary>
    public static bool IsSetting(string folder, string name)
    {
        // Asked of every name there is: few begin with a dot, and of the others a look or two says all.
        return name[0] == '.' ? name != GuardedPaths.Repository && ProtectedPaths.WhyProtected(name) is not null : Plain.Contains(name) || ProtectedPaths.HasForm(name) || ProtectedPaths.IsPlaced(folder, name);
    }

    /// <summary>The setting below a folder of work that a path is or lies in; null where it is in none, or in one at the top.</summary>
    public static string? SettingOf(string path, string root)
    {
        if (!LexicalPath.IsWithin(path, root))
            return null;
        for (var from = root.Length; from < path.Length;)
        {
            var to = path.IndexOf('/', from + 1) is var end && end < 0 ? path.Length : end;
            if (IsSetting(path[..from], path[(from + 1)..to]))
                return from == root.Length ? null : path[..to];
            from = to;
        }

        return null;
    }
}
