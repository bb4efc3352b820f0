using System.Text.RegularExpressions;

namespace Pith.Permissions.Paths;

/// <summary>Paths that name another machine, as Windows writes them: to look at one is to log in there.</summary>
internal static partial class NetworkPath
{
    [GeneratedRegex(@"^(//[\w.-]+/|\\\\[\w.?-]+\\).", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }

    /// <summary>Whether a path is one.</summary>
    public static bool Is(string path) => Form.IsMatch(path);
}
