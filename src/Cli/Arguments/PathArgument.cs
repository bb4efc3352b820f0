namespace Pith.Cli.Arguments;

/// <summary>A path as a person wrote it.</summary>
internal static class PathArgument
{
    /// <summary>The full path; a <see cref="Failure"/> for what can be none.</summary>
    /// <param name="text">The word.</param>
    public static string Full(string text) =>
        text.Length == 0 || text.Contains('\0') ? throw Failure.Usage($"'{Failure.Shown(text)}' is no path; name a file or a folder") : Path.GetFullPath(text);
}
