using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Instructions;
using Pith.Text;
using Pith.Tools.Files;

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
    public static InstructionTree Of(Invocation invocation, string folder)
    {
        var trust = TrustedFolder.Of(invocation, folder);
        return new InstructionTree(Places(invocation, folder) with
        {
            IsTrusted = trust.IsTrusted,
            MayTake = trust.Covers,
            Excludes = [.. SettingsPlaces.Files(invocation, folder).SelectMany(f => Excludes(f.Path))],
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

    private static IEnumerable<string> Excludes(string settings)
    {
        try
        {
            using var document = ForeignJson.Parse(PlainFile.Read(settings), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return [.. document.RootElement.Words("claudeMdExcludes")];
        }
        catch (Exception unread) when (unread is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return []; // whoever reads it for permissions refuses it
        }
    }
}
