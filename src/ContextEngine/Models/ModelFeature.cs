namespace Pith.Models;

/// <summary>A part of Anthropic's API that only some models have, or that must be asked for by a beta header.</summary>
/// <param name="Name">What the switch calls it.</param>
/// <param name="Beta">The header's word; empty where none is needed.</param>
/// <param name="IsOn">Whether it is used where nobody says.</param>
/// <param name="Models">Beginnings of the names of models that have it.</param>
public sealed record ModelFeature(string Name, string Beta, bool IsOn, IReadOnlyList<string> Models)
{
    /// <summary>Whether a model has it.</summary>
    /// <param name="model">An id as providers write it.</param>
    public bool IsOf(string model)
    {
        model = ModelCatalog.Canonical(model);
        return Models.Any(name => model.StartsWith(name, StringComparison.Ordinal));
    }
}
