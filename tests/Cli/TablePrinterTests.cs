using System.Text;
using System.Text.RegularExpressions;
using Pith.Cli;
using Pith.Cli.Printing;
using Pith.Cli.Tables;

namespace Pith.Tests.Cli;

public sealed class TablePrinterTests
{
    [Fact]
    public void PlainTablesAlignWhateverTheWidth()
    {
        var text = Draw(terminal: false);
        Assert.Equal("""
            files
            name                                        tokens
            short                                            1
            a name that is much longer than the others  12,345
            all                                         12,346


            """, text, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(200)]
    public void TerminalTablesKeepToTheWidth(int width)
    {
        var text = Strip(Draw(terminal: true, width: width));
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, $"{line.Length}: {line}"));
        Assert.Contains("12,345", text);
    }

    [Fact]
    public void ATableThatCannotBeFoldedStandsCellBelowCell()
    {
        var table = new Table("files", new Column("name"), new Column("tokens", true)) { Total = ["all", "12,346"] };
        table.Add("a name that is much longer than the others", "12,345");
        var text = TerminalTable.Draw(table, 15, colors: false);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 15, $"{line.Length}: {line}"));
        Assert.Contains("tokens 12,345\n", text);
    }

    [Fact]
    public void WideLettersTakeTwoColumns()
    {
        var table = new Table("", new Column("x"), new Column("n", true));
        table.Add("漢字", "1");
        table.Add("abc", "22");
        Assert.Equal("x      n\n────────\n漢字   1\nabc   22\n", TerminalTable.Draw(table, 80, colors: false));
    }

    [Fact]
    public void ColoursFollowTheTerminalAndTheUser()
    {
        Assert.Contains("\e[", Draw(terminal: true));
        Assert.DoesNotContain("\e[", Draw(terminal: false));
        Assert.DoesNotContain("\e[", Draw(terminal: true, variables: ("NO_COLOR", "1")));
        Assert.Contains("\e[", Draw(terminal: true, variables: ("NO_COLOR", "")));
        Assert.DoesNotContain("\e[", Draw(terminal: true, flags: "--no-color"));
        Assert.Contains("\e[", Draw(terminal: false, flags: "--color"));
        Assert.DoesNotContain("\e[", Draw(terminal: true, flags: "--color --no-color"));
    }

    [Fact]
    public void CellsCannotCommandTheTerminal()
    {
        var table = new Table("", new Column("x"));
        table.Add("a\e[2Jb\nc[red]d");
        Assert.Contains("a?[2Jb c[red]d", PlainTable.Draw(table));
        Assert.Contains("a?[2Jb c[red]d", TerminalTable.Draw(table, 80, colors: false));
    }

    [Fact]
    public void ATableWithoutRowsIsNotDrawn()
    {
        var output = new MemoryStream();
        Printer(output, false, 80, "", []).Write(new Table("title", new Column("x")));
        Assert.Equal(0, output.Length);
    }

    private static string Draw(bool terminal, int width = 80, string flags = "", params (string Name, string Value)[] variables)
    {
        var table = new Table("files", new Column("name"), new Column("tokens", true)) { Total = ["all", "12,346"] };
        table.Add("short", "1");
        table.Add("a name that is much longer than the others", "12,345");
        var output = new MemoryStream();
        Printer(output, terminal, width, flags, variables).Write(table);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static TablePrinter Printer(Stream output, bool terminal, int width, string flags, (string Name, string Value)[] variables)
    {
        var around = new Surroundings
        {
            In = Stream.Null,
            Out = output,
            Error = Stream.Null,
            OutIsTerminal = terminal,
            TerminalWidth = () => width,
            Variable = name => variables.FirstOrDefault(v => v.Name == name).Value,
        };
        string[] words = ["store", "list", .. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        return TablePrinter.ForOutput(CommandLine.Parse(words, around));
    }

    private static string Strip(string text) => Regex.Replace(text, "\e\\[[0-9;]*m", "");
}
