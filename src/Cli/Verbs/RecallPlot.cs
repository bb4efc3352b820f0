using System.Text;
using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Runs;

namespace Pith.Cli.Verbs;

/// <summary>Recall against budget in a dozen lines of text: the first policy, the best other, the best control, whole groups with hindsight.</summary>
internal static class RecallPlot
{
    private const int Height = 10, Step = 12;

    public static string Draw(BudgetReport report, NeedClass of)
    {
        var tables = report.Tables;
        var grid = new char[Height + 1, tables.Count * Step];
        for (var y = 0; y <= Height; y++)
            for (var x = 0; x < tables.Count * Step; x++)
                grid[y, x] = ' ';
        for (var b = 0; b < tables.Count; b++)
        {
            Mark(grid, b, 'o', tables[b].Rows.FirstOrDefault(r => r.Policy == "oracle-group"), of, 3);
            Mark(grid, b, 'c', Best(tables[b], of, r => r.Kind == PolicyKind.Control), of, 2);
            Mark(grid, b, 'x', BestOther(tables[b], of), of, 1);
            Mark(grid, b, '#', tables[b].Rows[0], of, 0);
        }

        var text = new StringBuilder($"{Name(of)} recall against budget: # {tables[0].Rows[0].Policy}  x best other  c best control  o whole groups with hindsight\n");
        for (var y = Height; y >= 0; y--)
        {
            text.Append(y % 5 == 0 ? $"{y / (double)Height:0.0} |" : "    |");
            var line = new StringBuilder();
            for (var x = 0; x < tables.Count * Step; x++)
                line.Append(grid[y, x]);
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }

        text.Append("    +").Append('-', tables.Count * Step).Append("\n     ");
        foreach (var table in tables)
            text.Append($"{table.Budget / 1000.0:0.#}k".PadLeft(Step / 2 + 1).PadRight(Step));
        return text.ToString().TrimEnd() + "\n";
    }

    public static string Name(NeedClass of) => of.ToString().ToLowerInvariant();

    /// <summary>The row with the highest recall in a class beside the first, the prototype included; null where there is none.</summary>
    public static PolicyRow? BestOther(BudgetTable table, NeedClass of) =>
        Best(table, of, r => r.Kind is PolicyKind.Peer or PolicyKind.Prototype && r.Policy != table.Rows[0].Policy);

    /// <summary>The row with the highest recall in a class, or null.</summary>
    public static PolicyRow? Best(BudgetTable table, NeedClass of, Func<PolicyRow, bool> among) =>
        table.Rows.Where(r => among(r) && !double.IsNaN(r[of].Recall.Mean)).MaxBy(r => r[of].Recall.Mean);

    private static void Mark(char[,] grid, int budget, char mark, PolicyRow? row, NeedClass of, int shift)
    {
        if (row is null || double.IsNaN(row[of].Recall.Mean))
            return;
        grid[(int)Math.Round(row[of].Recall.Mean * Height), budget * Step + Step / 2 + shift * 2 - 3] = mark;
    }
}
