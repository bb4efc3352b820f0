namespace Pith.Providers;

/// <summary>A model, and who is asked for it.</summary>
/// <param name="Provider">Asks it.</param>
/// <param name="Model">Its id, as the provider names it.</param>
/// <param name="Api">What is spoken there: thinking is understood only where it was made.</param>
public sealed record ModelSeat(IModelProvider Provider, string Model, ModelApi Api);
