using Pith.Cli.Slash;

namespace Pith.Tests.Cli.Slash;

/// <summary>What is a table in a wide terminal stands under each other in a narrow one.</summary>
public sealed class SlashRowsTests
{
    [Fact]
    public async Task HelpOfANarrowTerminalIsNoTable()
    {
        var lines = new List<string>();
        await new HelpCommand().RunAsync(new SlashCall("", null!, default, 40, lines.Add), TestContext.Current.CancellationToken);
        Assert.Equal("  /help", lines[0]);
        Assert.Equal("    Show the commands and keys", lines[1]);
        lines.Clear();
        await new HelpCommand().RunAsync(new SlashCall("", null!, default, 80, lines.Add), TestContext.Current.CancellationToken);
        Assert.Equal($"  {"/help",-28}Show the commands and keys", lines[0]);
    }

    [Theory]
    [InlineData(80, "  name      1     2")]
    [InlineData(20, "  name|    one: 1, two: 2")]
    public void FiguresStandBesideOrUnderTheirName(int width, string printed)
    {
        var lines = new List<string>();
        new SlashRows(new SlashCall("", null!, default, width, lines.Add), 8, 12).Print("name", "  1     2", "one: 1, two: 2");
        Assert.Equal(printed, string.Join('|', lines));
    }
}
