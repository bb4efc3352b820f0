using Pith.Cli;
using Pith.Cli.Slash;

namespace Pith.Tests.Cli.Slash;

public sealed class SlashCommandsTests
{
    [Theory]
    [InlineData("/help", true)]
    [InlineData("/model opus", true)]
    [InlineData("/no-such", true)]
    [InlineData("/etc/hosts is odd", false)]
    [InlineData("/", false)]
    [InlineData("/ help", false)]
    [InlineData("help", false)]
    [InlineData("", false)]
    public void PathsAreNoCommands(string line, bool isCommand) => Assert.Equal(isCommand, SlashCommands.IsCommand(line));

    [Fact]
    public void TheArgumentIsWhatStandsBehindTheName()
    {
        var (command, argument) = SlashCommands.Find("/model  opus \n");
        Assert.Equal("model", command.Name);
        Assert.Equal("opus", argument);
    }

    [Fact]
    public void AnUnknownNameIsToldTheNearest() =>
        Assert.Contains("did you mean /model?", Assert.Throws<Failure>(() => SlashCommands.Find("/modle")).Message, StringComparison.Ordinal);

    [Fact]
    public void EveryCommandSaysWhatItDoesInOneLine()
    {
        Assert.Distinct(SlashCommands.All.Select(c => c.Name));
        Assert.All(SlashCommands.All, c => Assert.DoesNotMatch(@"\n|\.$|^$", c.Summary));
    }
}
