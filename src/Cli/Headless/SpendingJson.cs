using System.Text.Json;
using Pith.Agents;

namespace Pith.Cli.Headless;

/// <summary>The key <c>pith</c> of a result: what was spent on what, which the SDK's documents have no place for.</summary>
internal static class SpendingJson
{
    /// <summary>Most names in a list; the dearest first.</summary>
    private const int Most = 50;

    public static void Write(Utf8JsonWriter json, Spending spending)
    {
        json.WriteStartObject("pith");
        json.WriteStartArray("turns");
        foreach (var turn in spending.Turns)
        {
            json.WriteStartObject();
            json.WriteNumber("turn", turn.Number);
            json.WriteString("model", turn.Model);
            json.WriteNumber("tokens", turn.Tokens);
            json.WriteNumber("costUSD", decimal.Round(turn.Dollars, 6));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "blocks", spending.Blocks);
        Write(json, "tools", spending.Tools);
        Write(json, "files", spending.Files);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, SpendingShare> shares)
    {
        json.WriteStartObject(name);
        foreach (var (key, share) in shares.OrderByDescending(s => s.Value.Dollars).ThenByDescending(s => s.Value.Tokens).ThenBy(s => s.Key, StringComparer.Ordinal).Take(Most))
        {
            json.WriteStartObject(key);
            if (share.Calls > 0)
                json.WriteNumber("calls", share.Calls);
            json.WriteNumber("tokens", decimal.Round(share.Tokens));
            json.WriteNumber("costUSD", decimal.Round(share.Dollars, 6));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
