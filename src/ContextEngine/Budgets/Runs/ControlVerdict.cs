using System.Globalization;
using Pith.Budgets.Needs;
using Pith.Budgets.Policies;

namespace Pith.Budgets.Runs;

/// <summary>Whether a control wins where it must lose: then the column says nothing, and the report must say that first.</summary>
internal static class ControlVerdict
{
    /// <summary>Classes that no trick may lead; <c>id</c> alone is known to be open to one.</summary>
    private static readonly NeedClass[] Guarded = [NeedClass.Line, NeedClass.Edit, NeedClass.Exact, NeedClass.Pair, NeedClass.Place];

    /// <summary>What chance may recall of another session's needs.</summary>
    private const double Floor = 0.1;

    public static List<string> Of(IEnumerable<BudgetTable> tables)
    {
        var wins = new List<string>();
        foreach (var table in tables)
            foreach (var of in Guarded)
            {
                var best = table.Rows.Where(r => r.Kind is not (PolicyKind.Control or PolicyKind.Oracle) && !double.IsNaN(r[of].Recall.Mean)).MaxBy(r => r[of].Recall.Mean);
                foreach (var control in table.Rows.Where(r => r.Kind == PolicyKind.Control && best is not null))
                {
                    var recall = control[of].Recall.Mean;
                    if (control.Policy == ShuffledFuture.Name ? recall > Floor : recall > best![of].Recall.Mean)
                        wins.Add(string.Create(CultureInfo.InvariantCulture, $"{control.Policy} has {recall:0.000} in {of.ToString().ToLowerInvariant()} at {table.Budget} ({(control.Policy == ShuffledFuture.Name ? "chance must stay below 0.1" : $"{best!.Policy} {best[of].Recall.Mean:0.000}")})"));
                }
            }

        return wins;
    }
}
