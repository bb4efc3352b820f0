using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Instructions;
using Pith.Text;

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
            if (file is { Skipped: not null, IsExpected: false })
                invocation.Around.Complain(Passed(file));
            foreach (var warning in file.Warnings)
                invocation.Around.Complain($"note: {InputFile.Shown(file.Path)}: {warning}");
        }

        return tree;
    }

    /// <summary>That a file is passed over, and why.</summary>
    public static string Passed(InstructionFile file) => $"note: {InputFile.Shown(file.Path)} is passed over: {file.Skipped}; pith instructions shows all";

    /// <summary>Finds them.</summary>
    public static InstructionTree Of(Invocation invocation, string folder)
    {
        var trust = TrustedFolder.Of(invocation, folder);
        return new InstructionTree(Places(invocation, folder) with
        {
            IsTrusted = trust.IsTrusted,
            MayTake = trust.Covers,
            Excludes = [.. SettingsPlaces.Files(invocation, folder).SelectMany(f => Excludes(invocation, f.Path))],
            MayReach = real => TrustedFolder.MayReach(invocation, folder, real),
        });
    }

    /// <summary>Where to look, with nothing of the folder taken.</summary>
    public static InstructionOptions Places(Invocation invocation, string folder) => new()
    {
        Folder = folder,
        Managed = SettingsPlaces.ManagedFolder,
        User = SettingsPlaces.User(invocation.Around),
        Home = SettingsPlaces.Home(invocation.Around),
    };

    private static IEnumerable<string> Excludes(Invocation invocation, string settings)
    {
        try
        {
            using var document = ForeignJson.Parse(SettingsPlaces.Read(invocation, settings, static bytes => bytes), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return [.. document.RootElement.Words("claudeMdExcludes")];
        }
        catch (Exception unread) when (unread is JsonException or InvalidOperationException or Failure)
        {
            return []; // whoever reads it for permissions refuses it
        }
    }
}
