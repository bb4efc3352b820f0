using System.Text.Json;
using Pith.Agents;
using Pith.Conversations;
using Pith.Models;
using Pith.Providers;

namespace Pith.Cli.Headless.Conversations;

/// <summary>What fills the window, in the Agent SDK's words.</summary>
internal static class ContextUsage
{
    /// <summary>Writes the fields of the report: tokens of o200k, counted now.</summary>
    public static void Write(Utf8JsonWriter json, ModelRequest request)
    {
        var use = ContextUse.Of(request);
        var model = request.Head.Model;
        var window = ModelCatalog.WindowOf(model);
        json.WriteString("model", model);
        json.WriteNumber("total_tokens", use.Total);
        json.WriteNumber("raw_max_tokens", window);
        json.WriteNumber("percentage", window == 0 ? 0 : Math.Round(100.0 * use.Total / window, 1));
        json.WriteStartArray("categories");
        Category(json, "system prompt", use.System, "used");
        Category(json, "tools", use.Tools, "used");
        foreach (var kind in use.Kinds)
            Category(json, kind.Name, kind.Tokens, "used");
        if (window > use.Total)
            Category(json, "free", window - use.Total, "free");
        json.WriteEndArray();
        Rows(json, "tools", use.ByTool, "name");
        Rows(json, "memory_files", [], "path");
    }

    private static void Category(Utf8JsonWriter json, string name, long tokens, string kind)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteNumber("tokens", tokens);
        json.WriteString("kind", kind);
        json.WriteEndObject();
    }

    private static void Rows(Utf8JsonWriter json, string list, IReadOnlyList<AccountRow> rows, string key)
    {
        json.WriteStartArray(list);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString(key, row.Name);
            json.WriteNumber("tokens", row.Tokens);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
