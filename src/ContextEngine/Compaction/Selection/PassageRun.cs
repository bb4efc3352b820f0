namespace Pith.Compaction.Selection;

/// <summary>Lines of one part of one block, and what is known of the best choice from them.</summary>
/// <param name="First">First line.</param>
/// <param name="End">Behind the last.</param>
/// <param name="Group">Whose head they stand under.</param>
/// <param name="Tokens">Tokens of the choice that was looked at last.</param>
/// <param name="Worth">What it is worth, its price not taken off.</param>
/// <param name="Most">Tokens at the highest price that was too low.</param>
/// <param name="Least">Tokens at the lowest that was high enough.</param>
internal record struct PassageRun(int First, int End, int Group, int Tokens, double Worth, int Most, int Least)
{
    /// <summary>
    /// The best choice's tokens never rise with the price: where they are the same at both ends, so is the choice at
    /// every price between.
    /// </summary>
    public readonly bool IsSettled => Most == Least;
}
