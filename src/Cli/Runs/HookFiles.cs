using Pith.Cli.Commands;
using Pith.Hooks;
using Pith.Permissions.Settings;
using Pith.Tools.Files;

namespace Pith.Cli.Runs;

/// <summary>The hooks in force where the program stands. Those of a folder that is not trusted are not even read.</summary>
internal static class HookFiles
{
    public static HookSettings Read(Invocation invocation, string folder)
    {
        var files = new List<HookSettings>();
        foreach (var (path, source) in SettingsPlaces.Files(invocation, folder))
            files.Add(InputFile.Reading(path, () =>
            {
                try
                {
                    return HookReader.Read(PlainFile.Read(path), InputFile.Shown(path), source);
                }
                catch (SettingsException wrong)
                {
                    throw Failure.BadInput(wrong.Message);
                }
            }));
        return HookSettings.Join(files);
    }
}
