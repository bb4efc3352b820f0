using Pith.Budgets.Needs;
using Pith.Budgets.Scores;

namespace Pith.Budgets.Runs;

/// <summary>The whole past as the view must score 1 in every class at every cut; where it does not, the measure is wrong.</summary>
internal static class SelfCheck
{
    /// <summary>The classes that fail in a score of the whole past.</summary>
    public static List<NeedClass> Failures(Score whole) =>
        [.. Enum.GetValues<NeedClass>().Where(c => whole.Verbatim(c) is not (1 or double.NaN))];
}
