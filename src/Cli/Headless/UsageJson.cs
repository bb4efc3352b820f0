using System.Text.Json;
using Pith.Agents;
using Pith.Agents.SubAgents;
using Pith.Events;
using Pith.Models;

namespace Pith.Cli.Headless;

/// <summary>What was spent, in the shapes of the SDK's documents.</summary>
internal static class UsageJson
{
    /// <summary>Tokens by kind.</summary>
    public static void Write(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Fresh);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWrite5m + usage.CacheWrite1h);
        json.WriteNumber("cache_read_input_tokens", usage.CacheRead);
        json.WriteNumber("output_tokens", usage.Produced);
        json.WriteStartObject("cache_creation");
        json.WriteNumber("ephemeral_5m_input_tokens", usage.CacheWrite5m);
        json.WriteNumber("ephemeral_1h_input_tokens", usage.CacheWrite1h);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What each sub-agent took; those that it started are in its figures and below it.</summary>
    public static void WriteAgents(Utf8JsonWriter json, IReadOnlyList<SubAgentAccount> agents)
    {
        if (agents.Count == 0)
            return;
        json.WriteStartArray("agents");
        foreach (var agent in agents)
        {
            json.WriteStartObject();
            json.WriteString("id", agent.Id);
            json.WriteString("type", agent.Kind);
            json.WriteString("description", agent.Description);
            json.WriteNumber("num_turns", agent.Account.Turns);
            json.WriteNumber("total_cost_usd", agent.Account.Dollars ?? 0);
            Write(json, agent.Account.Usage);
            WriteAgents(json, agent.Account.Agents);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Tokens and dollars by model.</summary>
    public static void WriteModels(Utf8JsonWriter json, AgentAccount account)
    {
        json.WriteStartObject("modelUsage");
        foreach (var (model, usage, dollars) in account.Models)
        {
            json.WriteStartObject(model);
            json.WriteNumber("inputTokens", usage.Fresh);
            json.WriteNumber("outputTokens", usage.Produced);
            json.WriteNumber("cacheReadInputTokens", usage.CacheRead);
            json.WriteNumber("cacheCreationInputTokens", usage.CacheWrite5m + usage.CacheWrite1h);
            json.WriteNumber("webSearchRequests", 0);
            json.WriteNumber("costUSD", dollars ?? 0);
            json.WriteNumber("contextWindow", ModelCatalog.WindowOf(model));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
