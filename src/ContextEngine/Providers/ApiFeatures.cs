using Pith.Models;

namespace Pith.Providers;

/// <summary>Which features of the API a run uses: what the data says, unless a switch says otherwise.</summary>
/// <param name="Given">Features that were switched, by name.</param>
/// <param name="Betas">Words for the beta header that a person gave.</param>
/// <param name="TaskBudget">Tokens that the model is told it has; null says nothing.</param>
public sealed record ApiFeatures(IReadOnlyDictionary<string, bool> Given, IReadOnlyList<string> Betas, int? TaskBudget)
{
    /// <summary>As the data says.</summary>
    public static readonly ApiFeatures Default = new(new Dictionary<string, bool>(), [], null);

    /// <summary>Whether a feature is used with a model.</summary>
    public bool Has(ModelFeature feature, string model)
    {
        ArgumentNullException.ThrowIfNull(feature);
        return feature.IsOf(model) && Given.GetValueOrDefault(feature.Name, feature.IsOn) && (feature != ModelFeatures.TaskBudget || TaskBudget is not null);
    }

    /// <summary>The beta header of a request; empty where nothing needs one.</summary>
    /// <param name="model">The model that is asked.</param>
    /// <param name="hasSummary">Whether a summary of the provider's is sent back, which needs its header whatever is switched on by now.</param>
    public string BetasFor(string model, bool hasSummary = false) => string.Join(',', ModelFeatures.All
        .Where(f => f.Beta.Length > 0 && (Has(f, model) || hasSummary && f == ModelFeatures.Compaction)).Select(f => f.Beta).Concat(Betas).Distinct(StringComparer.Ordinal));
}
