namespace Pith.Offload;

/// <summary>
/// A selection under way: which units are in, and what that costs with a mark for every run of units left out. It
/// never costs more than its budget.
/// </summary>
internal ref struct Selection
{
    // After so many anchors in a row that no longer fit, the rest is left alone: they weigh less and cost as much.
    private const int Patience = 64;

    private readonly ReadOnlySpan<byte> content;
    private readonly ReadOnlySpan<TextUnit> units;
    private readonly Span<bool> chosen;
    private readonly Span<int> costs;
    private readonly Span<int> ends;
    private readonly TextCost cost;
    private readonly int gapCost;
    private int left;

    public Selection(ReadOnlySpan<byte> content, ReadOnlySpan<TextUnit> units, Span<bool> chosen, Span<int> costs, Span<int> ends, TextCost cost, int gapCost, int budget)
    {
        this.content = content;
        this.units = units;
        this.chosen = chosen[..units.Length];
        this.costs = costs;
        this.ends = ends[..units.Length];
        for (var i = 0; i < units.Length; i++)
            ends[i] = i;
        this.cost = cost;
        this.gapCost = gapCost;
        left = budget - gapCost; // nothing is chosen yet: one gap
    }

    /// <summary>Takes everything when everything fits.</summary>
    public bool TryTakeAll()
    {
        var price = -gapCost;
        for (var i = 0; i < units.Length; i++)
            if ((price += CostOf(i)) > left)
                return false;
        chosen.Fill(true);
        left -= price;
        return true;
    }

    /// <summary>
    /// Takes the anchors in their order while the budget lasts, each with its surroundings where these fit too.
    /// Declarations and headings may cost <paramref name="outline"/> together.
    /// </summary>
    public void TakeAnchors(ReadOnlySpan<int> anchors, int outline)
    {
        var misses = 0;
        foreach (var anchor in anchors)
        {
            var isOutline = units[anchor].Kind is UnitKind.Declaration or UnitKind.Heading;
            if (isOutline && outline <= 0)
                continue;
            var had = left;
            if (!TryTake(anchor, anchor))
            {
                if (++misses == Patience)
                    return;
                continue;
            }

            misses = 0;
            TakeAround(anchor);
            if (isOutline)
                outline -= had - left;
        }
    }

    /// <summary>Takes the text from its start on while it costs no more than <paramref name="share"/>.</summary>
    public void TakeHead(int share)
    {
        var floor = left - share;
        for (var i = 0; i < units.Length && left > floor && TryTake(i, i); i++)
        {
        }
    }

    /// <summary>Fills gaps of one or two lines, which cost hardly more than their mark and read better.</summary>
    public void CloseSmallGaps()
    {
        for (var i = 0; i < units.Length; i++)
        {
            if (chosen[i])
                continue;
            var first = i;
            while (i + 1 < units.Length && !chosen[i + 1])
                i++;
            if (i - first < 2)
                TryTake(first, i);
        }
    }

    /// <summary>Spends what is left on the lines that follow the anchors, the weightiest first, block by block.</summary>
    public void Grow(ReadOnlySpan<int> anchors)
    {
        var grew = true;
        while (grew && left > 0)
        {
            grew = false;
            foreach (var anchor in anchors)
            {
                if (!chosen[anchor])
                    continue;
                var end = EndOf(anchor);
                if (end < units.Length && TryTakeBlock(end, units[anchor].Indent))
                    grew = true;
                else if (left <= 0)
                    return;
            }
        }
    }

    private void TakeAround(int anchor)
    {
        var (before, after) = Surroundings(units[anchor].Kind);
        for (var i = anchor - 1; i >= Math.Max(0, anchor - before) && TryTake(i, i); i--)
        {
        }

        for (var i = anchor + 1; i <= Math.Min(units.Length - 1, anchor + after) && TryTake(i, i); i++)
        {
        }
    }

    private static (int Before, int After) Surroundings(UnitKind kind) => kind switch
    {
        UnitKind.Error => (2, 4),
        UnitKind.Exit or UnitKind.Warning or UnitKind.Heading => (0, 1),
        UnitKind.Plain => (1, 2),
        _ => (0, 0),
    };

    // As much as fits of the up to eight lines from here that belong to the block: to its end, or to a blank line.
    private bool TryTakeBlock(int first, int indent)
    {
        var took = false;
        for (var i = first; i < Math.Min(units.Length, first + 8) && !chosen[i]; i++)
        {
            if (!TryTake(i, i))
                break;
            took = true;
            if (units[i].Kind == UnitKind.Blank || (i > first && units[i].Indent < indent))
                break;
        }

        return took;
    }

    private bool TryTake(int first, int last)
    {
        var price = 0;
        for (var i = first; i <= last; i++)
        {
            if (chosen[i])
                continue;
            price += CostOf(i) + GapChange(i, first);
        }

        if (price > left)
            return false;
        for (var i = first; i <= last; i++)
        {
            chosen[i] = true;
            ends[i] = i + 1;
        }

        left -= price;
        return true;
    }

    // What taking a unit does to the number of gaps: splits one (+), shortens one (0), closes one (-).
    private readonly int GapChange(int index, int firstTaken)
    {
        var before = index > 0 && !chosen[index - 1] && index - 1 < firstTaken;
        var after = index + 1 < units.Length && !chosen[index + 1];
        return before && after ? gapCost : before || after ? 0 : -gapCost;
    }

    // The first unit at or after this one that is not chosen; links are shortened on the way, so long runs stay cheap.
    private readonly int EndOf(int index)
    {
        while (index < units.Length && ends[index] != index)
        {
            if (ends[index] < units.Length)
                ends[index] = ends[ends[index]];
            index = ends[index];
        }

        return index;
    }

    private readonly int CostOf(int index)
    {
        if (costs[index] < 0)
            costs[index] = cost(content[units[index].Start..units[index].End]);
        return costs[index];
    }
}
