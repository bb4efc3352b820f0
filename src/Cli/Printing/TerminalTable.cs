using Spectre.Console;
using Words = Spectre.Console.Text;

namespace Pith.Cli.Printing;

/// <summary>A table as Spectre.Console draws it, folded to the terminal's width. The only file that knows that library.</summary>
internal static class TerminalTable
{
    public static string Draw(Table table, int width, bool colors)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        console.Write(Shape(table));
        return text.ToString();
    }

    private static Spectre.Console.Table Shape(Table table)
    {
        var shape = new Spectre.Console.Table { Border = TableBorder.Simple };
        if (table.Title.Length > 0)
            shape.Title(Markup.Escape(table.Title), new Style(decoration: Decoration.Bold));
        foreach (var column in table.Columns)
        {
            var drawn = new TableColumn(new Words(column.Name, new Style(Color.Teal)));
            shape.AddColumn(column.IsNumber ? drawn.RightAligned().NoWrap() : drawn);
        }

        foreach (var row in table.Rows)
            shape.AddRow(row.Select(c => new Words(PlainTable.OneLine(c))));
        if (table.Total is not null)
            shape.AddRow(table.Total.Select(c => new Words(c, new Style(decoration: Decoration.Bold))));
        return shape;
    }
}
