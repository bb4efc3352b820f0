using System.Text;
using System.Text.RegularExpressions;

namespace Pith.Cli.Verbs;

/// <summary>Where a recorded session stood: its paths are judged from there, wherever it is read.</summary>
internal static partial class RecordedFolder
{
    private const int Looked = 1 << 20;

    [GeneratedRegex(@"\\?""cwd\\?""\s*:\s*\\?""([^""]+?)\\?""")]
    private static partial Regex Cwd { get; }

    [GeneratedRegex(@"\\?""(?:workdir|working_dir|workingDirectory)\\?""\s*:\s*\\?""([^""]+?)\\?""")]
    private static partial Regex Working { get; }

    [GeneratedRegex(@"[A-Za-z]:[\\/]+Users[\\/]+[\w.~ -]+?[\\/]+AppData[\\/]+Local[\\/]+Temp\b|/[a-z]/Users/[\w.~ -]+?/AppData/Local/Temp\b|(?:/private)?/var/folders/\w{2}/\w+/T\b")]
    private static partial Regex Temporary { get; }

    /// <summary>The first megabyte of a session.</summary>
    public static string Head(Stream start)
    {
        var head = new byte[Looked];
        return Encoding.UTF8.GetString(head.AsSpan(0, start.ReadAtLeast(head, Looked, throwOnEndOfStream: false)));
    }

    /// <summary>The temporary folder of a session's machine, where it is named and is one by the name systems give it; null for that of this one.</summary>
    public static string? TemporaryOf(string text) =>
        Temporary.Match(text) is { Success: true } found ? Plain(found.Value.Replace(@"\\", @"\", StringComparison.Ordinal)) : null;

    /// <summary>The first folder that a session names as its own; null where it names none.</summary>
    public static string? Of(string text)
    {
        foreach (var pattern in (Regex[])[Cwd, Working])
            if (pattern.Match(text) is { Success: true } found && Plain(found.Groups[1].Value.Replace(@"\\", @"\", StringComparison.Ordinal)) is ['/', ..] folder)
                return folder;
        return null;
    }

    /// <summary>A path as a shell on Windows writes it, <c>/d/work</c> for <c>D:\work</c>; any other stays as it is.</summary>
    public static string Plain(string path) =>
        path is [>= 'A' and <= 'Z' or >= 'a' and <= 'z', ':', '\\' or '/', ..] ? $"/{char.ToLowerInvariant(path[0])}{path[2..].Replace('\\', '/')}" : path;
}
