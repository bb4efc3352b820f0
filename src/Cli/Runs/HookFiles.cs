using Pith.Cli.Commands;
using Pith.Hooks;
using Pith.Permissions.Paths;
using Pith.Tools.Files;

namespace Pith.Cli.Runs;

/// <summary>The hooks in force where the program stands. Those of a folder that is not trusted are not even read.</summary>
internal static class HookFiles
{
    public static HookSettings Read(Invocation invocation, string folder)
    {
        var files = new List<HookSettings>();
        foreach (var (path, source) in SettingsPlaces.Files(invocation, folder))
            files.Add(SettingsPlaces.Read(invocation, path, bytes => HookReader.Read(bytes, InputFile.Shown(path), source)));
        return HookSettings.Join(files);
    }

    // What programs read of it is no program of a hook's: builds and people change it all the time.
    private static readonly string[] _data = [".json", ".toml", ".yaml", ".yml", ".md", ".txt", ".lock", ".xml", ".css", ".html", ".csv", ".log"];

    /// <summary>Files in a folder that commands of hooks name, there or not, and links on the way to them. They run with the rights of the person, so no tool changes one unasked.</summary>
    /// <param name="hooks">The hooks.</param>
    /// <param name="folder">The folder, where they are run.</param>
    public static IReadOnlyList<string> Started(HookSettings hooks, string folder)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var real = RealPath.OrNull(folder) ?? folder;
        foreach (var hook in hooks.Handlers)
            if (hook is { Type: "command", Answer: null })
                foreach (var path in new CommandWords(string.Join('\n', [hook.Command, .. hook.Arguments ?? []]), real).Files())
                    if (!_data.Contains(Path.GetExtension(path)))
                        foreach (var meant in RealPath.Ways(path))
                            if (meant != real && LexicalPath.IsWithin(meant, real))
                                found.Add(meant);
        return [.. found];
    }

    /// <summary>The same of the hooks where the program stands; none where they cannot be read, which whoever runs them refuses.</summary>
    public static IReadOnlyList<string> Started(Invocation invocation)
    {
        var folder = Directory.GetCurrentDirectory();
        try
        {
            return Started(Read(invocation, folder), folder);
        }
        catch (Failure)
        {
            return [];
        }
    }
}
