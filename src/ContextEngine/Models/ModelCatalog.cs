using Pith.Tokens;

namespace Pith.Models;

/// <summary>What is known of models, as data. Names match by their beginning, the longest first: ids carry dates. A name stands twice where its prices changed.</summary>
public static class ModelCatalog
{
    private static readonly DateOnly Summer = new(2026, 8, 22), Autumn = new(2026, 11, 20);

    private static readonly Model[] Table =
    [
        new("claude-fable-5-2", Family.Claude5, 1_000_000, 8, 10, 0.20m, 40, Autumn),
        new("claude-fable-5", Family.Claude5, 1_000_000, 10, 12.50m, 0.25m, 50, Summer),
        new("claude-opus-5-5", Family.Claude5, 1_000_000, 4, 5, 0.20m, 20, Autumn),
        new("claude-opus-5", Family.Claude5, 1_000_000, 5, 6.25m, 0.50m, 25, Summer),
        new("claude-opus-4-8", Family.Claude5, 1_000_000, 5, 6.25m, 0.50m, 25, Summer),
        new("claude-opus-4-7", Family.Claude5, 1_000_000, 5, 6.25m, 0.50m, 25, Summer),
        new("claude-opus-4-6", Family.Claude4, 1_000_000, 5, 6.25m, 0.50m, 25, Summer),
        new("claude-opus-4-5", Family.Claude4, 200_000, 5, 6.25m, 0.50m, 25, Summer),
        new("claude-sonnet-5-5", Family.Claude5, 1_000_000, 2, 2.50m, 0.20m, 10, Summer),
        new("claude-sonnet-5-5", Family.Claude5, 1_000_000, 2, 2.50m, 0.10m, 10, new DateOnly(2026, 10, 7)),
        new("claude-sonnet-5", Family.Claude5, 1_000_000, 2, 2.50m, 0.20m, 10, Summer),
        new("claude-haiku-5-5", Family.Claude5, 1_000_000, 0.10m, 0.125m, 0.01m, 0.50m, Autumn) { LongFrom = 100_000, LongFactor = 5 },
        new("claude-haiku-4-5", Family.Claude4, 200_000, 1, 1.25m, 0.10m, 5, Summer),
        Unpriced("claude-opus-4", Family.Claude4), Unpriced("claude-sonnet-4", Family.Claude4), Unpriced("claude-3", Family.Claude4),
        Unpriced("claude-opus", Family.Claude5), Unpriced("claude-sonnet", Family.Claude5), Unpriced("claude-haiku", Family.Claude5),
        Unpriced("gpt-3.5", Family.Cl100k), Unpriced("gpt-4-", Family.Cl100k), Unpriced("text-embedding", Family.Cl100k),
        Unpriced("gpt-4o", Family.O200k), Unpriced("gpt-4.1", Family.O200k), Unpriced("gpt-4.5", Family.O200k), Unpriced("gpt-5", Family.O200k),
        Unpriced("gpt-oss", Family.O200k), Unpriced("chatgpt-4o", Family.O200k), Unpriced("codex", Family.O200k),
        Unpriced("o1", Family.O200k), Unpriced("o3", Family.O200k), Unpriced("o4", Family.O200k),
    ];

    /// <summary>Facts about a model, the latest known.</summary>
    /// <param name="name">An id as providers write it.</param>
    /// <param name="model">The facts, or null.</param>
    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Model? model) =>
        TryFind(name, DateOnly.MaxValue, out model);

    /// <summary>Facts about a model as they were on a day; the earliest known where the day lies before them.</summary>
    /// <param name="name">An id as providers write it.</param>
    /// <param name="day">The day of the calls.</param>
    /// <param name="model">The facts, or null.</param>
    public static bool TryFind(string name, DateOnly day, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Model? model)
    {
        name = Canonical(name);
        model = name == "gpt-4" ? Unpriced(name, Family.Cl100k) : null;
        foreach (var candidate in Table) // rows of one name stand in order of date
            if (name.StartsWith(candidate.Name, StringComparison.Ordinal)
                && (model is null || candidate.Name.Length > model.Name.Length || candidate.Name == model.Name && candidate.From <= day))
                model = candidate;
        return model is not null;
    }

    /// <summary>Tokens that a model accepts; 0 where that is not known.</summary>
    /// <param name="name">An id as providers write it.</param>
    public static int WindowOf(string name) => TryFind(name, out var model) ? model.Window : 0;

    /// <summary>How to count for a model: exactly where its vocabulary is published, else by a calibrated estimate.</summary>
    /// <param name="name">A model that <see cref="TryFind(string, out Model?)"/> knows.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static TokenMeter MeterFor(string name) => MeterFor(name, Calibration.Shipped);

    /// <summary>The same with calibrations of the caller's own.</summary>
    /// <param name="name">A model that <see cref="TryFind(string, out Model?)"/> knows.</param>
    /// <param name="calibrations">The calibration of a family.</param>
    /// <exception cref="ArgumentException">The model is not known.</exception>
    public static TokenMeter MeterFor(string name, Func<Family, Calibration> calibrations)
    {
        ArgumentNullException.ThrowIfNull(calibrations);
        if (!TryFind(name, out var model))
            throw new ArgumentException($"unknown model {name}", nameof(name));
        var images = ImageRules.Of(name, model.Family);
        return model.Family switch
        {
            Family.O200k => TokenMeter.Exact(TokenCounter.O200k, images),
            Family.Cl100k => TokenMeter.Exact(TokenCounter.Cl100k, images),
            var family => TokenMeter.Estimated(name, calibrations(family).Estimator, images),
        };
    }

    /// <summary>Gateways put their own names before an id, and some clients write its version with a dot.</summary>
    internal static string Canonical(string name) =>
        name.IndexOf("claude-", StringComparison.Ordinal) is var at and >= 0 ? name[at..].Replace('.', '-') : name;

    private static Model Unpriced(string name, Family family) => new(name, family, 0, 0, 0, 0, 0, Summer);
}
