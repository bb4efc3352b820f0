using System.Globalization;
using System.Text;
using Pith.Budgets.Needs;
using Pith.Budgets.Policies;
using Pith.Budgets.Runs;

namespace Pith.Cli.Verbs;

/// <summary>Recall against budget as a picture: one panel a class, one line a policy, the interval of the first policy as a band.</summary>
internal static class BudgetsSvg
{
    private const int PanelWidth = 300, PanelHeight = 220, Left = 40, Top = 56, Gap = 30, LegendWidth = 170;

    private static readonly NeedClass[] Panels = [NeedClass.Exact, NeedClass.Place, NeedClass.Pair, NeedClass.Line, NeedClass.Edit, NeedClass.State];

    private static readonly string[] Colours =
    [
        "#1f77b4", "#8c564b", "#9467bd", "#7f9a3a", "#5f8a2a", "#3f7a1a", "#2f5a0a", "#e377c2", "#b8860b", "#17becf", "#c44e52", "#6b6ecf", "#b5446e", "#3b8686", "#555555",
    ];

    public static void Write(BudgetReport report, Stream output)
    {
        var width = Left + 3 * (PanelWidth + Gap) + LegendWidth;
        var height = Top + 2 * (PanelHeight + 56) + 10;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
        Text(svg, Left, 20, BudgetsText.Verdict(report), "font-weight=\"bold\"");
        Text(svg, Left, 36, $"{report.Sessions.Count} sessions; recall of what the recorded future needed, against the budget in tokens of four characters", "fill=\"#555555\"");
        for (var i = 0; i < Panels.Length; i++)
            Panel(svg, report, Panels[i], Left + i % 3 * (PanelWidth + Gap), Top + i / 3 * (PanelHeight + 56));
        Legend(svg, report, width - LegendWidth + 10);
        svg.Append("</svg>\n");
        output.Write(Encoding.UTF8.GetBytes(svg.ToString()));
    }

    private static void Panel(StringBuilder svg, BudgetReport report, NeedClass of, int x, int y)
    {
        Text(svg, x, y + 12, RecallPlot.Name(of), "font-weight=\"bold\"");
        y += 20;
        for (var tick = 0; tick <= 4; tick++)
        {
            var at = y + PanelHeight * (4 - tick) / 4;
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"{at}\" x2=\"{x + PanelWidth - 20}\" y2=\"{at}\" stroke=\"#e4e4e4\"/>\n");
            Text(svg, x - 6, at + 4, Share.Of(tick / 4.0), "text-anchor=\"end\" fill=\"#777777\"");
        }

        for (var b = 0; b < report.Tables.Count; b++)
            Text(svg, X(report, b, x), y + PanelHeight + 14, $"{report.Tables[b].Budget / 1000.0:0.#}k ({report.Tables[b].Rows[0][of].Recall.Sessions})", "text-anchor=\"middle\" fill=\"#777777\"");
        Band(svg, report, of, x, y);
        foreach (var (row, style) in Styles(report).Reverse())
            Line(svg, report, row, of, x, y, style);
    }

    private static void Band(StringBuilder svg, BudgetReport report, NeedClass of, int x, int y)
    {
        var cells = report.Tables.Select(t => t.Rows[0][of].Recall).ToList();
        if (cells.Exists(c => double.IsNaN(c.Mean)))
            return;
        var upper = cells.Select((c, b) => Point(X(report, b, x), Y(c.High, y)));
        var lower = cells.Select((c, b) => Point(X(report, b, x), Y(c.Low, y))).Reverse();
        svg.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{string.Join(' ', upper.Concat(lower))}\" fill=\"#d62728\" opacity=\"0.12\"/>\n");
    }

    private static void Line(StringBuilder svg, BudgetReport report, string policy, NeedClass of, int x, int y, string style)
    {
        var points = new List<string>();
        for (var b = 0; b < report.Tables.Count; b++)
            if (report.Tables[b].Rows.FirstOrDefault(r => r.Policy == policy) is { } row && !double.IsNaN(row[of].Recall.Mean))
                points.Add(Point(X(report, b, x), Y(row[of].Recall.Mean, y)));
        if (points.Count == 1)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{points[0].Split(',')[0]}\" cy=\"{points[0].Split(',')[1]}\" r=\"3\" {style.Replace("fill=\"none\"", "", StringComparison.Ordinal)}/>\n");
        else if (points.Count > 1)
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{string.Join(' ', points)}\" {style}/>\n");
    }

    private static void Legend(StringBuilder svg, BudgetReport report, int x)
    {
        var y = Top + 20;
        foreach (var (policy, style) in Styles(report))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" y1=\"{y}\" x2=\"{x + 24}\" y2=\"{y}\" {style}/>\n");
            Text(svg, x + 30, y + 4, policy, "");
            y += 18;
        }

        Text(svg, x, y + 14, "(n): sessions behind a point", "fill=\"#777777\"");
    }

    /// <summary>The first policy stands out, controls are dotted, oracles dashed.</summary>
    private static IEnumerable<(string Policy, string Style)> Styles(BudgetReport report)
    {
        var colour = 0;
        foreach (var row in report.Tables[0].Rows.Where(r => r.Policy is not ("oracle-handle" or "shuffled-future")))
        {
            var isFirst = row == report.Tables[0].Rows[0];
            var dashes = row.Kind switch { PolicyKind.Control => " stroke-dasharray=\"2 3\"", PolicyKind.Oracle => " stroke-dasharray=\"7 4\"", _ => "" };
            var stroke = isFirst ? "#d62728" : row.Kind is PolicyKind.Control or PolicyKind.Oracle ? "#999999" : Colours[colour++ % Colours.Length];
            yield return (row.Policy, $"fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{(isFirst ? "3" : "1.4")}\"{dashes}");
        }
    }

    private static double X(BudgetReport report, int b, int x)
    {
        if (report.Tables.Count == 1)
            return x + PanelWidth / 2.0;
        var (low, high) = (Math.Log(report.Tables[0].Budget), Math.Log(report.Tables[^1].Budget));
        return x + 16 + (PanelWidth - 60) * (Math.Log(report.Tables[b].Budget) - low) / (high - low);
    }

    private static double Y(double recall, int y) => y + PanelHeight * (1 - recall);

    private static string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x:0.0},{y:0.0}");

    private static void Text(StringBuilder svg, double x, double y, string text, string attributes) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" {attributes}>{System.Security.SecurityElement.Escape(text)}</text>\n");
}
