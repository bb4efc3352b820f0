using System.Text;
using System.Text.Json;
using Pith.Permissions;
using Pith.Permissions.Classifiers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>The calls of a transcript as needs.</summary>
internal sealed class RecordedCalls(Action<string, Need> take) : ITranscriptSink
{
    public void Record(in RecordView record)
    {
        // What a record is does not matter, only its calls.
    }

    public void Block(in BlockView block)
    {
        if (block.Kind != BlockKind.Call)
            return;
        try
        {
            using var arguments = ForeignJson.Parse(block.Text.ToBytes());
            if (NeedOf(block.Tool.ToText(), arguments.RootElement) is var (tool, need))
                take(tool, need);
        }
        catch (JsonException)
        {
            // Arguments that are no JSON were never run either.
        }
    }

    /// <summary>What a call needs, by the names that arguments have in the tools of many agents; null where that is not known.</summary>
    internal static (string Tool, Need Need)? NeedOf(string tool, JsonElement arguments)
    {
        if (tool.StartsWith("mcp__", StringComparison.Ordinal))
            return (tool, new Need(ServerReading.Is(tool[(tool.LastIndexOf("__", StringComparison.Ordinal) + 2)..], null, Encoding.UTF8.GetBytes(arguments.GetRawText())) ? NeedKind.AskServer : NeedKind.CallServer, tool));
        if (arguments.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in (ReadOnlySpan<string>)["command", "cmd"])
            if (arguments.TryGetProperty(name, out var command))
            {
                if (command.ValueKind == JsonValueKind.String && !command.GetString()!.Contains('\0') && !IsEditor(tool))
                    return ("Bash", new Need(NeedKind.RunCommand, command.GetString()!));
                if (command.ValueKind == JsonValueKind.Array && command.GetArrayLength() == 3 && command[2].ValueKind == JsonValueKind.String)
                    return ("Bash", new Need(NeedKind.RunCommand, command[2].GetString()!));
            }

        if (arguments.Word("url") is { } url)
            return ("WebFetch", new Need(NeedKind.ReachHost, url));
        if ((arguments.Word("file_path") ?? arguments.Word("path") ?? arguments.Word("notebook_path") ?? arguments.Word("absolute_path")) is not { } path)
            return null;
        var writes = tool.Contains("edit", StringComparison.OrdinalIgnoreCase) || tool.Contains("write", StringComparison.OrdinalIgnoreCase) || tool.Contains("replace", StringComparison.OrdinalIgnoreCase);
        return (writes ? "Edit" : "Read", new Need(writes ? NeedKind.WritePath : NeedKind.ReadPath, RecordedFolder.Plain(path)));
    }

    /// <summary>Editors whose 'command' is a word such as view or create.</summary>
    private static bool IsEditor(string tool) => tool.Contains("edit", StringComparison.OrdinalIgnoreCase);
}
