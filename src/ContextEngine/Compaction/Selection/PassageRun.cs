namespace Pith.Compaction.Selection;

/// <summary>Lines of one part of one block, and what is known of the best choice from them.</summary>
/// <param name="First">First line.</param>
/// <param name="Length">Their number.</param>
/// <param name="Group">Whose head they stand under.</param>
/// <param name="Gap">Tokens of the mark before a passage of it.</param>
/// <param name="Most">Tokens at the highest price that was too low.</param>
/// <param name="Least">Tokens at the lowest that was high enough.</param>
/// <param name="Lane">Which of the prices tried last told one of them.</param>
internal record struct PassageRun(int First, int Length, int Group, int Gap, int Most, int Least, int Lane)
{
    /// <summary>
    /// The best choice's tokens never rise with the price: where they are the same at both ends, so is the choice at
    /// every price between.
    /// </summary>
    public readonly bool IsSettled => Most == Least;
}
