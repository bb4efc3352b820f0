using Pith.Permissions.Rules;

namespace Pith.Permissions.Decisions;

/// <summary>
/// What mode auto refused in a session. A classifier that refuses again and again is wrong, or stands in the way of what the
/// person wants: after three times in a row, or twenty in all, the person is asked instead.
/// </summary>
public sealed class Refusals
{
    /// <summary>So many in a row.</summary>
    public const int MostInRow = 3;

    /// <summary>So many in all.</summary>
    public const int Most = 20;

    private readonly Lock gate = new();
    private int row;
    private int all;

    /// <summary>What becomes of a decision, which counts.</summary>
    public Decision Settle(Decision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        lock (gate)
        {
            if (decision is not { Cause: Cause.Classifier, Verdict: Verdict.Deny })
            {
                row = decision.Verdict == Verdict.Allow ? 0 : row;
                return decision;
            }

            if (row >= MostInRow || all >= Most)
                return decision with { Verdict = Verdict.Ask, Reason = $"{decision.Reason}; mode auto has refused {(row >= MostInRow ? $"{row} times in a row" : $"{all} times")}, so you decide" };
            (row, all) = (row + 1, all + 1);
            return decision;
        }
    }
}
