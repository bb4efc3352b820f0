using System.Text.Json;
using Pith.MockModels;

namespace Pith.Tests.Cli;

/// <summary>A project and a home with hooks in them, and runs of the program there.</summary>
internal sealed class HookRoom : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly InFolder _inside;

    public HookRoom()
    {
        Directory.CreateDirectory(_folder.Place("project/.claude"));
        _inside = new InFolder(_folder.Place("project"));
    }

    /// <summary>What <see cref="Tell"/> was told, in its order.</summary>
    public JsonElement[] Heard => !File.Exists(Place("heard")) ? [] : [.. File.ReadAllLines(Place("heard")).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement)];

    /// <summary>A command that writes down what a hook is told.</summary>
    public string Tell => $"told=$(cat); printf '%s\\n' \"$told\" >> {Place("heard")}";

    public string Place(string name) => _folder.Place(name);

    /// <summary>The user's settings: one group for each hook.</summary>
    public void Settings(params (string Event, string Matcher, object Hook)[] hooks) =>
        Put("home/.claude/settings.json", JsonSerializer.Serialize(new { hooks = hooks.GroupBy(h => h.Event).ToDictionary(g => g.Key, g => g.Select(h => new { matcher = h.Matcher, hooks = new[] { h.Hook } }).ToArray()) }));

    public void Put(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place(name))!);
        File.WriteAllText(Place(name), text);
    }

    public CliRun Run(MockServer? server) => new()
    {
        InputIsTerminal = true,
        Width = 200,
        Variables = { ["ANTHROPIC_BASE_URL"] = server?.Address.ToString() ?? "", ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = Place("store"), ["HOME"] = Place("home") },
    };

    public void Dispose()
    {
        _inside.Dispose();
        _folder.Dispose();
    }

    public static object Command(string command) => new { type = "command", command };

    public static string Word(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
