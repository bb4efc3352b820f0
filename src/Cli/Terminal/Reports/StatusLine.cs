using System.Globalization;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Reports;

/// <summary>The one line at the bottom: model, context, dollars, cache, mode. What has no room is left out, the least telling first.</summary>
internal static class StatusLine
{
    private const string Between = " · ";

    public static Line Of(Standing standing, int width)
    {
        // In the order of the line; the number says what goes first.
        List<(int Rank, string Text, Style Style)> parts =
        [
            (2, standing.Model, Style.Dim),
            (0, Context(standing), Style.Dim),
            (1, standing.Spent.Dollars is { } dollars ? string.Create(CultureInfo.InvariantCulture, $"${dollars:0.00##}") : "", Style.Dim),
            (3, standing.CacheShare is { } share ? string.Create(CultureInfo.InvariantCulture, $"cache {100 * share:0}%") : "", Style.Dim),
            (standing.Mode == "default" ? 4 : -1, standing.Mode, standing.Mode == "default" ? Style.Dim : Style.Of(Paint.Yellow)),
        ];
        parts.RemoveAll(p => p.Text.Length == 0);
        while (parts.Count > 1 && parts.Sum(p => CellWidth.Of(p.Text) + Between.Length) - Between.Length > width)
            parts.Remove(parts.MaxBy(p => p.Rank));
        var line = new Line();
        foreach (var (_, text, style) in parts)
            line.Add(line.Width > 0 ? Between : "", Style.Dim).Add(text, style);
        return Wrapping.Cut(line, width);
    }

    private static string Context(Standing standing) =>
        standing.Context == 0 ? ""
        : standing.Window == 0 ? $"{Tokens(standing.Context)} tokens"
        : string.Create(CultureInfo.InvariantCulture, $"{100.0 * standing.Context / standing.Window:0}% of {Tokens(standing.Window)} ({Tokens(standing.Context)})");

    private static string Tokens(long count) => count switch
    {
        < 1000 => count.ToString(CultureInfo.InvariantCulture),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1e3:0.#}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count / 1e6:0.##}M"),
    };
}
