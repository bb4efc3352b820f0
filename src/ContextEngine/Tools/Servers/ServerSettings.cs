using System.Text.Json;
using Pith.Permissions.Settings;
using Pith.Text;

namespace Pith.Tools.Servers;

/// <summary>Reads the <c>mcpServers</c> of a <c>.mcp.json</c>, of a settings file or of a flag. One server that is described wrongly has a problem; the others stay usable.</summary>
/// <param name="origin">Where it is written, for errors.</param>
/// <param name="variable">A variable of the environment, or null.</param>
public sealed class ServerSettings(string origin, Func<string, string?> variable)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a whole document: <c>{"mcpServers": {…}}</c>.</summary>
    /// <exception cref="SettingsException">It is no JSON, or has no such object.</exception>
    public IReadOnlyList<ServerConfig> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = ForeignJson.Parse(json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json, Lenient);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("mcpServers", out var servers)
                ? Read(servers)
                : throw new SettingsException($"{origin}: it must be an object with \"mcpServers\", for example {{\"mcpServers\": {{\"files\": {{\"command\": \"files-server\"}}}}}}");
        }
        catch (JsonException broken)
        {
            throw new SettingsException($"{origin}, line {broken.LineNumber + 1}: this is no JSON; mend it or move it away", broken);
        }
    }

    /// <summary>Reads the object of servers itself.</summary>
    /// <exception cref="SettingsException">It is no object.</exception>
    public IReadOnlyList<ServerConfig> Read(JsonElement servers)
    {
        if (servers.ValueKind == JsonValueKind.Null)
            return []; // as if it were not there, which goes for every key of settings
        if (servers.ValueKind != JsonValueKind.Object)
            throw new SettingsException($"{origin}, mcpServers: it must be an object with a member for each server");
        return [.. servers.EnumerateObject().Select(s => Server(s.Name, s.Value))];
    }

    private ServerConfig Server(string name, JsonElement value)
    {
        var config = new ServerConfig(name, origin);
        if (value.ValueKind != JsonValueKind.Object)
            return config with { Problem = Wrong(name, "it must be an object") };
        var problem = default(string);
        var kind = Text("type") ?? (Has("url") ? "http" : "stdio");
        var (command, address) = (Text("command"), Text("url"));
        config = config with
        {
            Arguments = Texts("args"),
            Environment = Pairs("env"),
            Headers = Pairs("headers"),
            AlwaysLoad = Has("alwaysLoad") && value.GetProperty("alwaysLoad").ValueKind == JsonValueKind.True,
            Patience = Has("timeout") && value.GetProperty("timeout") is { ValueKind: JsonValueKind.Number } time && time.TryGetInt64(out var milliseconds) && milliseconds is > 0 and < int.MaxValue ? TimeSpan.FromMilliseconds(milliseconds) : null,
        };
        config = kind switch
        {
            "stdio" when command is { Length: > 0 } => config with { Command = command },
            "stdio" => Failing("\"command\" is missing: the program to start"),
            "http" or "streamable-http" when Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" => config with { Address = Uri.TryCreate(address, UriKind.Absolute, out var found) ? found : null },
            "http" or "streamable-http" => Failing("\"url\" must be an address that begins with http:// or https://"),
            "sse" => Failing("\"sse\" is the transport of 2024, which newer servers have replaced; write \"type\": \"http\" with the address of its successor"),
            _ => Failing($"\"{kind}\" is no transport that pith speaks; there are stdio and http"),
        };
        return config with { Problem = problem is null ? config.Problem : Wrong(name, problem) };

        bool Has(string key) => value.Given(key) is not null;

        ServerConfig Failing(string sentence)
        {
            problem ??= sentence;
            return config;
        }

        string? Text(string key) => value.Given(key) is not { } found ? null : Expanded(found, key);

        string? Expanded(JsonElement found, string place)
        {
            if (found.ValueKind != JsonValueKind.String)
            {
                problem ??= $"\"{place}\" must be a text";
                return null;
            }

            var text = VariableText.Expand(found.GetString()!, variable, out var missing);
            if (missing is not null)
                problem ??= $"{missing} is not set; set it, or write ${{{missing}:-a default}}";
            return text;
        }

        List<string> Texts(string key)
        {
            var texts = new List<string>();
            if (value.Given(key) is not { } list)
                return texts;
            if (list.ValueKind != JsonValueKind.Array)
                problem ??= $"\"{key}\" must be a list of texts";
            else
                foreach (var item in list.EnumerateArray())
                    texts.Add(Expanded(item, key) ?? "");
            return texts;
        }

        Dictionary<string, string> Pairs(string key)
        {
            var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
            if (value.Given(key) is not { } found)
                return pairs;
            if (found.ValueKind != JsonValueKind.Object)
                problem ??= $"\"{key}\" must be an object of texts";
            else
                foreach (var pair in found.EnumerateObject())
                    pairs[pair.Name] = Expanded(pair.Value, $"{key}.{pair.Name}") ?? "";
            return pairs;
        }
    }

    private string Wrong(string name, string problem) => $"{origin}, mcpServers.{name}: {problem}";
}
