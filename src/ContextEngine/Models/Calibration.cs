using Pith.Tokens;

namespace Pith.Models;

/// <summary>
/// How a family's tokens follow from what can be counted. The shipped ones were fitted on recorded sessions by
/// <c>./dev bench calibrate</c>; <c>pith calibrate</c> makes others from a user's own.
/// </summary>
/// <param name="Family">The models it holds for.</param>
/// <param name="Estimator">Weights and measured error.</param>
/// <param name="Pairs">Pairs of consecutive calls it was fitted on.</param>
/// <param name="Sessions">Sessions they come from.</param>
/// <param name="Fitted">The day of the fit.</param>
public sealed partial record Calibration(Family Family, Estimator Estimator, int Pairs, int Sessions, DateOnly Fitted)
{
    /// <summary>The calibration that comes with the program.</summary>
    /// <param name="family">Any family; where the vocabulary is published only what wraps the texts is a matter of estimate.</param>
    public static Calibration Shipped(Family family) => family switch
    {
        Family.Claude4 => Claude4,
        Family.Claude5 => Claude5,
        _ => new(family, OpenAI.Estimator, OpenAI.Pairs, OpenAI.Sessions, OpenAI.Fitted),
    };
}
