namespace Pith.Calibrations;

/// <summary>How an estimate fared on a step that its weights had not seen.</summary>
/// <param name="Step">The step.</param>
/// <param name="Estimated">The part of the growth that was estimated, in tokens.</param>
/// <param name="Error">Estimate less truth, in tokens.</param>
/// <param name="IsBlind">Whether the assistant's output was estimated too.</param>
/// <param name="Margin">Half-width of the interval that was promised.</param>
/// <param name="BothSides">The growth as it is estimated without any report.</param>
public readonly record struct Residual(Step Step, double Estimated, double Error, bool IsBlind, double Margin, double BothSides)
{
    /// <summary>The error as a share of the step.</summary>
    public double OfStep => Math.Abs(Error) / Step.Growth;

    /// <summary>The error as a share of the whole context, which is known up to the step.</summary>
    public double OfContext => Math.Abs(Error) / Step.Context;

    /// <summary>Whether the interval held the truth.</summary>
    public bool IsCovered => Math.Abs(Error) <= Margin;
}
