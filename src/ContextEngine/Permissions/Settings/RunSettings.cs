using System.Text.Json;
using Pith.Permissions.Rules;
using Pith.Text;

namespace Pith.Permissions.Settings;

/// <summary>What settings say of a run besides what it may do, of one file or of all together. Null is where nothing is said.</summary>
public sealed record RunSettings
{
    /// <summary>The keys that are read here: in a file of a folder that nobody trusts none of them counts.</summary>
    internal static readonly string[] Keys = ["env", "model", "fallbackModel", "fileCheckpointingEnabled", "enableAllProjectMcpServers", "enabledMcpjsonServers"];

    /// <summary><c>model</c>: the model to ask where neither flag nor environment names one.</summary>
    public string? Model { get; init; }

    /// <summary><c>fallbackModel</c>: those to ask behind it, in this order.</summary>
    public IReadOnlyList<string>? Fallback { get; init; }

    /// <summary><c>availableModels</c>: the only ones that may be named.</summary>
    public IReadOnlyList<string>? Available { get; init; }

    /// <summary><c>env</c>: variables for what the run starts.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Those of them that count for pith itself: a project's never do, since they name who is asked and with which key.</summary>
    public IReadOnlyDictionary<string, string> OwnVariables { get; init; } = new Dictionary<string, string>();

    /// <summary><c>fileCheckpointingEnabled</c>: whether changes of files are taken down, for going back.</summary>
    public bool? KeepsFiles { get; init; }

    /// <summary><c>enabledMcpjsonServers</c>: those of a project that Claude Code's user agreed to, by name.</summary>
    public IReadOnlyList<string> ServersOn { get; init; } = [];

    /// <summary><c>enableAllProjectMcpServers</c>: whether they agreed to all of them.</summary>
    public bool? AllServersOn { get; init; }

    /// <summary><c>disabledMcpjsonServers</c>: those of a project that are not started, whoever says so.</summary>
    public IReadOnlyList<string> ServersOff { get; init; } = [];

    /// <summary><c>apiKeyHelper</c>: a line for a shell that prints a key; a project's never counts.</summary>
    public string? KeyCommand { get; init; }

    /// <summary>Documented keys that are not honoured here, as <c>sandbox.network.httpProxyPort</c>.</summary>
    public IReadOnlyList<string> Unheard { get; init; } = [];

    /// <summary>Reads one file.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <param name="source">Which of the settings files it is.</param>
    /// <param name="isTrusted">Whether it may do more than forbid.</param>
    /// <exception cref="SettingsException">It is no JSON, or a known key has a wrong type.</exception>
    public static RunSettings Read(ReadOnlyMemory<byte> json, string name, RuleSource source, bool isTrusted)
    {
        using var document = SettingsPlace.Parse(json, name);
        var settings = SettingsPlace.Of(document.RootElement, name);
        var isOwn = source is not (RuleSource.Project or RuleSource.Local);
        var off = settings.Texts("disabledMcpjsonServers");
        if (!isTrusted)
            return new RunSettings { ServersOff = off };
        var variables = VariablesOf(settings);
        return new RunSettings
        {
            Model = settings.Text("model"),
            Fallback = FallbackOf(settings),
            Available = settings.Has("availableModels") ? settings.Texts("availableModels") : null,
            Variables = variables,
            OwnVariables = isOwn ? variables : new Dictionary<string, string>(),
            KeepsFiles = settings.Flag("fileCheckpointingEnabled"),
            ServersOn = settings.Texts("enabledMcpjsonServers"),
            AllServersOn = settings.Flag("enableAllProjectMcpServers"),
            ServersOff = off,
            KeyCommand = isOwn ? settings.Text("apiKeyHelper") : null,
            Unheard = UnheardKeys.In(document.RootElement, isOwn),
        };
    }

    /// <summary>Joins files given in falling precedence: the first value of a single setting counts, of a variable too.</summary>
    public static RunSettings Join(params IReadOnlyList<(RuleSource Source, RunSettings Settings)> files)
    {
        var all = files.Select(f => f.Settings).ToArray();
        var lists = files.Where(f => f.Settings.Available is not null).ToArray();
        // The organisation's list stands alone: another one beside it would let more in.
        var available = lists is [{ Source: RuleSource.Managed } first, ..] ? [first] : lists;
        return new RunSettings
        {
            Model = all.FirstOrDefault(f => f.Model is not null)?.Model,
            Fallback = all.FirstOrDefault(f => f.Fallback is not null)?.Fallback,
            Available = available.Length == 0 ? null : [.. available.SelectMany(f => f.Settings.Available!).Distinct(StringComparer.Ordinal)],
            Variables = First(all.Select(f => f.Variables)),
            OwnVariables = First(all.Select(f => f.OwnVariables)),
            KeepsFiles = all.Select(f => f.KeepsFiles).FirstOrDefault(v => v is not null),
            ServersOn = [.. all.SelectMany(f => f.ServersOn)],
            AllServersOn = all.Select(f => f.AllServersOn).FirstOrDefault(v => v is not null),
            ServersOff = [.. all.SelectMany(f => f.ServersOff)],
            KeyCommand = all.FirstOrDefault(f => f.KeyCommand is not null)?.KeyCommand,
            Unheard = [.. all.SelectMany(f => f.Unheard).Distinct(StringComparer.Ordinal)],
        };
    }

    private static Dictionary<string, string> First(IEnumerable<IReadOnlyDictionary<string, string>> files)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in files.SelectMany(f => f))
            first.TryAdd(name, value);
        return first;
    }

    private static IReadOnlyList<string>? FallbackOf(SettingsPlace settings) =>
        !settings.Has("fallbackModel") ? null
        : settings.Element.Field("fallbackModel").ValueKind == JsonValueKind.Array ? settings.Texts("fallbackModel")
        : settings.Text("fallbackModel")!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Numbers and choices are taken as they are written: people write ports and switches so.</summary>
    private static Dictionary<string, string> VariablesOf(SettingsPlace settings)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in settings.Part("env")?.Element.EnumerateObject() ?? default)
        {
            if (entry.Value.ValueKind == JsonValueKind.Null)
                continue;
            var value = entry.Value.ValueKind switch
            {
                JsonValueKind.String => entry.Value.GetString()!,
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => entry.Value.GetRawText(),
                _ => throw new SettingsException($"{settings.File}, env.{entry.Name}: it must be a text"),
            };
            if (entry.Name.Length == 0 || entry.Name.AsSpan().ContainsAny('=', '\0') || value.Contains('\0', StringComparison.Ordinal))
                throw new SettingsException($"{settings.File}, env: '{entry.Name}' cannot be a variable, since a name or a value that a process can have is another");
            variables[entry.Name] = value;
        }

        return variables;
    }
}
