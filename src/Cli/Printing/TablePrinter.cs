using System.Text;
using Pith.Cli.Commands;

namespace Pith.Cli.Printing;

/// <summary>Draws tables on a stream: folded on a terminal, as plain aligned text everywhere else.</summary>
/// <param name="invocation">For <c>--color</c>, <c>--no-color</c> and the terminal.</param>
/// <param name="output">Where to draw.</param>
/// <param name="isTerminal">Whether that is a terminal.</param>
internal sealed class TablePrinter(Invocation invocation, Stream output, bool isTerminal)
{
    /// <summary>A printer for standard output.</summary>
    public static TablePrinter ForOutput(Invocation invocation) => new(invocation, invocation.Around.Out, invocation.Around.OutIsTerminal);

    /// <summary>A printer for standard error, where reports go when the product takes standard output.</summary>
    public static TablePrinter ForError(Invocation invocation) => new(invocation, invocation.Around.Error, invocation.Around.ErrorIsTerminal);

    /// <summary>Whether to colour: as asked, else on a terminal unless NO_COLOR is set to something.</summary>
    public bool Colors => !invocation.Has(Flags.NoColor)
        && (invocation.Has(Flags.Color) || isTerminal && string.IsNullOrEmpty(invocation.Around.Variable(EnvironmentVariable.NoColor)));

    /// <summary>Draws a table and an empty line; nothing for a table without rows.</summary>
    public void Write(Table table)
    {
        if (table.Rows.Count == 0)
            return;
        var text = isTerminal || Colors ? TerminalTable.Draw(table, invocation.Around.Width, Colors) : PlainTable.Draw(table);
        output.Write(Encoding.UTF8.GetBytes(text + "\n"));
    }

    /// <summary>Writes a line; on a terminal, broken between words where it would be too long.</summary>
    public void WriteLine(string line) => output.Write(Encoding.UTF8.GetBytes((isTerminal ? Wrapped(line, invocation.Around.Width) : line) + "\n"));

    private static string Wrapped(string line, int width)
    {
        var wrapped = new StringBuilder();
        var column = 0;
        foreach (var word in line.Split(' '))
        {
            var fits = column + 1 + word.Length <= width;
            wrapped.Append(column == 0 ? "" : fits ? " " : "\n").Append(word);
            column = column > 0 && fits ? column + 1 + word.Length : word.Length;
        }

        return wrapped.ToString();
    }
}
