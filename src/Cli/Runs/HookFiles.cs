using Pith.Cli.Commands;
using Pith.Hooks;

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
}
