using Pith.Cli.Commands;
using Pith.Cli.Verbs;
using Pith.Instructions;

namespace Pith.Cli.Runs;

/// <summary>The instruction files in force where the program stands.</summary>
internal static class InstructionFiles
{
    /// <summary>Finds them; says what of them is left out or long.</summary>
    public static InstructionTree Open(Invocation invocation, string folder)
    {
        var tree = Of(invocation, folder);
        foreach (var file in tree.Read([]))
        {
            if (file.Skipped is { } reason && !file.IsExpected)
                invocation.Around.Complain($"note: {InputFile.Shown(file.Path)} is passed over: {reason}; pith instructions shows all");
            foreach (var warning in file.Warnings)
                invocation.Around.Complain($"note: {InputFile.Shown(file.Path)}: {warning}");
        }

        return tree;
    }

    /// <summary>Finds them.</summary>
    public static InstructionTree Of(Invocation invocation, string folder) => new(new InstructionOptions
    {
        Folder = folder,
        Managed = SettingsPlaces.ManagedFolder,
        User = SettingsPlaces.User(invocation.Around),
        Home = SettingsPlaces.Home(invocation.Around),
        IsTrusted = PermissionFiles.IsTrusted(invocation, folder),
    });
}
