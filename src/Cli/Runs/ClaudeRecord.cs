using System.Runtime.CompilerServices;
using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Text;
using Pith.Tools.Files;

namespace Pith.Cli.Runs;

/// <summary><c>~/.claude.json</c>, in which Claude Code keeps what was accepted and which servers there are. Read once a run, however often it is asked.</summary>
internal sealed class ClaudeRecord
{
    private const int Largest = 64 << 20; // it also holds what people typed
    private static readonly ConditionalWeakTable<Invocation, ClaudeRecord> Known = [];

    private ClaudeRecord(JsonElement whole, bool isBroken) => (Whole, IsBroken) = (whole, isBroken);

    /// <summary>All of it, an object; undefined where there is none.</summary>
    public JsonElement Whole { get; }

    /// <summary>Whether it is there and cannot be read.</summary>
    public bool IsBroken { get; }

    public static ClaudeRecord Of(Invocation invocation) => Known.GetValue(invocation, static asked => Read(SettingsPlaces.Home(asked.Around) is { } home ? Path.Combine(home, ".claude.json") : null));

    /// <summary>What it says of a folder; undefined where that is nothing.</summary>
    public JsonElement Project(string folder) => Whole.Part("projects").Part(folder);

    private static ClaudeRecord Read(string? path)
    {
        if (path is null || !File.Exists(path))
            return new ClaudeRecord(default, false);
        try
        {
            using var document = ForeignJson.Parse(PlainFile.Read(path, Largest));
            return document.RootElement.ValueKind == JsonValueKind.Object ? new ClaudeRecord(document.RootElement.Clone(), false) : new ClaudeRecord(default, true);
        }
        catch (Exception unread) when (unread is JsonException or IOException or UnauthorizedAccessException)
        {
            return new ClaudeRecord(default, true);
        }
    }
}
