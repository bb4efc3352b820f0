using Pith.Budgets.Needs;

namespace Pith.Budgets.Runs;

/// <summary>Area under recall against the logarithm of the budget, by trapezoids, as a share of the whole range.</summary>
internal static class AreaBuilder
{
    public static List<AreaRow> Of(IReadOnlyList<BudgetTable> tables)
    {
        if (tables.Count < 2)
            return [];
        var names = tables[0].Rows.Select(r => (r.Policy, r.Kind)).Where(n => tables.All(t => t.Rows.Any(r => r.Policy == n.Policy)));
        return [.. names.Select(n => new AreaRow(n.Policy, n.Kind, [.. Enum.GetValues<NeedClass>().Select(c => Area(tables, n.Policy, c))]))];
    }

    private static double Area(IReadOnlyList<BudgetTable> tables, string policy, NeedClass of)
    {
        var points = tables.Select(t => (X: Math.Log(t.Budget), Y: t.Rows.First(r => r.Policy == policy)[of].Recall.Mean)).Where(p => !double.IsNaN(p.Y)).ToList();
        if (points.Count < 2)
            return double.NaN;
        var area = points.Zip(points.Skip(1)).Sum(p => (p.Second.X - p.First.X) * (p.First.Y + p.Second.Y) / 2);
        return area / (points[^1].X - points[0].X);
    }
}
