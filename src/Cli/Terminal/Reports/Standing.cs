using Pith.Agents;
using Pith.Events;
using Pith.Models;

namespace Pith.Cli.Terminal.Reports;

/// <summary>How a conversation stands, as the status line shows it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Window">Tokens it takes; 0 where not known.</param>
/// <param name="Mode">The permission mode.</param>
internal sealed record Standing(string Model, int Window, string Mode)
{
    /// <summary>Tokens of the context at the last answer; 0 before the first.</summary>
    public long Context { get; init; }

    /// <summary>What all was spent, by kind.</summary>
    public AgentAccount Spent { get; init; }

    public static Standing Of(string model, string mode) => new(model, ModelCatalog.WindowOf(model), mode);

    /// <summary>Share of all input that a cache held; null before any.</summary>
    public double? CacheShare => Spent.Usage.Input == 0 ? null : (double)Spent.Usage.CacheRead / Spent.Usage.Input;

    /// <summary>After an answer.</summary>
    public Standing After(TokenUsage usage, AgentAccount spent) => this with { Context = usage.Input + usage.Produced, Spent = spent };
}
