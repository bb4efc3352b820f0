namespace Pith.Budgets.Runs;

/// <summary>A mean over cuts with its 95 % interval over sessions.</summary>
/// <param name="Mean">The mean; NaN without values.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Cuts">Values behind it.</param>
/// <param name="Sessions">Sessions behind it.</param>
public readonly record struct Estimate(double Mean, double Low, double High, int Cuts, int Sessions);
