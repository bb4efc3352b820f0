using System.Text.RegularExpressions;

namespace Pith.Tests;

/// <summary>The house keeps its walls: a room uses only the rooms this table lists.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>Every allowed edge. A new one is a visible diff here, and the first thing a reviewer reads.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Text"] = [],
        ["Tokens"] = ["Text"],
        ["Transcripts"] = ["Text"],
        ["Vocabularies"] = ["Text", "Tokens"],
        ["Events"] = [],
        ["Models"] = ["Tokens", "Transcripts"],
        ["Conversations"] = ["Text", "Tokens", "Transcripts"],
        ["Calibrations"] = ["Text", "Tokens", "Transcripts", "Models"],
        ["Requests"] = ["Text", "Tokens", "Transcripts", "Conversations", "Models"],
        ["Offload"] = ["Text", "Tokens", "Transcripts", "Conversations", "Store"],
        ["Providers"] = ["Text", "Tokens", "Transcripts", "Conversations", "Events", "Models", "Offload"],
        ["Compaction"] = ["Text", "Tokens", "Transcripts", "Conversations", "Models", "Requests", "Offload", "Store"],
        ["Permissions"] = ["Text"],
        ["Tools"] = ["Text", "Tokens", "Offload", "Permissions", "Store"],
        ["Hooks"] = ["Text", "Permissions", "Tools"],
        ["Instructions"] = ["Text", "Permissions", "Tools"],
        ["Trust"] = ["Tools", "Store"],
        ["Sessions"] = ["Text", "Transcripts", "Offload", "Store"],
        ["Agents"] = ["Text", "Tokens", "Transcripts", "Conversations", "Events", "Models", "Requests", "Offload", "Compaction", "Permissions", "Providers", "Tools", "Sessions", "Hooks", "Store"],
        ["Budgets"] = ["Text", "Tokens", "Transcripts", "Conversations", "Models", "Requests", "Offload", "Compaction", "Providers"],
    };

    /// <summary>The same for the program. What lies beside its rooms (failures, exit codes, surroundings, input) is the ground they stand on.</summary>
    private static readonly Dictionary<string, string[]> AllowedInCli = new()
    {
        [""] = [],
        ["Commands"] = [],
        ["Arguments"] = ["Commands"],
        ["Texts"] = [],
        ["Printing"] = ["Commands", "Texts"],
        ["Pages"] = ["Commands"],
        ["Schemas"] = ["Commands"],
        ["Stores"] = ["Arguments"],
        ["Calibrations"] = ["Printing", "Stores"],
        ["Runs"] = ["Commands", "Arguments", "Printing", "Schemas", "Stores"],
        ["Slash"] = ["Arguments", "Printing", "Runs"],
        ["Headless"] = ["Commands", "Printing", "Runs"],
        ["Terminal"] = ["Commands", "Texts", "Runs", "Slash", "Stores"],
        ["Verbs"] = ["Commands", "Arguments", "Printing", "Pages", "Stores", "Calibrations", "Runs", "Headless", "Terminal"],
        ["Tables"] = ["Commands", "Arguments", "Verbs"],
        ["Entries"] = ["Commands", "Printing", "Pages", "Tables", "Verbs"],
    };

    [GeneratedRegex(@"^\s*(?:global )?using (?:static )?(?:\w+ = )?Pith\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex UsingLine { get; }

    [GeneratedRegex(@"^namespace (Pith[\w.]*)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine { get; }

    [Fact]
    public void RoomsUseOnlyTheRoomsBelowThem()
    {
        var strays = new List<string>();
        foreach (var file in Sources("ContextEngine"))
        {
            var room = RoomOf(file, "ContextEngine");
            foreach (Match use in UsingLine.Matches(File.ReadAllText(file)))
                if (use.Groups[1].Value is var other && other != room && !Allowed[room].Contains(other))
                    strays.Add($"{room} uses {other}: {file}");
        }

        Assert.Empty(strays);
    }

    [Fact]
    public void RoomsOfTheProgramUseOnlyTheRoomsBelowThem()
    {
        var rooms = AllowedInCli.Keys.ToList();
        Assert.All(AllowedInCli, room => Assert.All(room.Value, other => Assert.True(rooms.IndexOf(other) < rooms.IndexOf(room.Key), $"{room.Key} looks up to {other}")));
        var named = new Regex($@"(?<![\w.])(?:(?:Pith\.)?Cli\.)?({string.Join('|', rooms.Skip(1))})(?:;|\.[A-Z])");
        var strays = new List<string>();
        foreach (var file in Sources("Cli").Where(f => Path.GetFileName(f) != "Program.cs"))
        {
            var room = RoomOf(file, "Cli") is var first && first.EndsWith(".cs", StringComparison.Ordinal) ? "" : first;
            foreach (Match use in named.Matches(File.ReadAllText(file)))
                if (use.Groups[1].Value is var other && other != room && !AllowedInCli[room].Contains(other))
                    strays.Add($"{room} uses {other}: {file}");
        }

        Assert.Empty(strays);
    }

    [Fact]
    public void StoreKnowsBytesOnly()
    {
        var strays = Sources("Store").Where(f => UsingLine.Matches(File.ReadAllText(f)).Any(m => m.Groups[1].Value != "Store"));
        Assert.Empty(strays);
    }

    [Fact]
    public void NamespaceIsFolder()
    {
        var strays = new List<string>();
        foreach (var (project, root) in new[] { ("ContextEngine", "Pith"), ("Store", "Pith.Store"), ("Cli", "Pith.Cli") })
            foreach (var file in Sources(project))
            {
                var folder = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Repository.Root, "src", project), file))!;
                // Words for sequences must be found before those of System.Linq, by all rooms: they stand in the namespace above them.
                var expected = project == "Store" && folder == "Sequences" ? "Pith" : folder.Length == 0 ? root : $"{root}.{folder.Replace('/', '.')}";
                var found = NamespaceLine.Match(File.ReadAllText(file)).Groups[1].Value;
                if (found.Length > 0 && found != expected)
                    strays.Add($"{file}: {found}, expected {expected}");
            }

        Assert.Empty(strays);
    }

    private static string RoomOf(string file, string project) =>
        Path.GetRelativePath(Path.Combine(Repository.Root, "src", project), file).Split(Path.DirectorySeparatorChar)[0];

    private static IEnumerable<string> Sources(string project)
    {
        var root = Path.Combine(Repository.Root, "src", project);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));
    }
}
