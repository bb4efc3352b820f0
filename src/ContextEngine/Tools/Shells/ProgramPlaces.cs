using Pith.Permissions.Paths;

namespace Pith.Tools.Shells;

/// <summary>Where a shell would find programs: one that stands where commands may write could be anything.</summary>
internal static class ProgramPlaces
{
    /// <summary>Whether all programs lie, and are looked for before that, outside of some folders.</summary>
    /// <param name="programs">Their names, none of which is a part of the shell.</param>
    /// <param name="environment">Has the <c>PATH</c> they are looked for in.</param>
    /// <param name="folders">The folders that may be written.</param>
    public static bool AreBeyond(IEnumerable<string> programs, IReadOnlyList<string> environment, IReadOnlyList<string> folders)
    {
        var path = environment.LastOrDefault(e => e.StartsWith("PATH=", StringComparison.Ordinal)) is { } said ? said["PATH=".Length..].Split(':') : [];
        return programs.All(p => IsBeyond(p, path, folders));
    }

    private static bool IsBeyond(string program, string[] path, IReadOnlyList<string> folders)
    {
        if (program.Contains('/'))
            return false;
        foreach (var place in path)
        {
            // An empty or relative place is the working folder, or below it.
            if (!place.StartsWith('/') || Lies(place, folders))
                return false;
            if (File.Exists($"{place}/{program}"))
                return !Lies($"{place}/{program}", folders);
        }

        return false;
    }

    private static bool Lies(string path, IReadOnlyList<string> folders) => RealPath.OrNull(path) is not { } real || folders.Any(f => LexicalPath.IsWithin(real, f));
}
