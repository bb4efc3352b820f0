using Pith.Cli;
using Pith.Cli.Commands;
using Pith.Cli.Tables;

namespace Pith.Tests.Cli;

public sealed class CommandLineTests
{
    [Fact]
    public void FlagsStandAnywhereAndTakeValuesBothWays()
    {
        var parsed = Parse("compact", "--budget=16k", "a.jsonl", "--to", "text", "-o", "out", "--plan");
        Assert.Equal("16k", parsed.Word(Flags.Budget));
        Assert.Equal("text", parsed.Word(Flags.To));
        Assert.Equal("out", parsed.Word(Flags.Output));
        Assert.True(parsed.Has(Flags.Plan));
        Assert.Equal(["a.jsonl"], parsed.Operands);
        Assert.Equal("out", Parse("compact", "x", "-oout").Word(Flags.Output));
        Assert.Equal("out", Parse("compact", "x", "-o=out").Word(Flags.Output));
        Assert.Equal("a=b", Parse("recall", "x", "--grep=a=b").Word(Flags.Grep));
    }

    [Fact]
    public void TwoDashesEndTheFlags() => Assert.Equal(["--json", "-", "-x"], Parse("count", "--", "--json", "-", "-x").Operands);

    [Fact]
    public void OneDashIsAnOperandAndAValue()
    {
        Assert.Equal(["-"], Parse("count", "-").Operands);
        Assert.Equal("-", Parse("compact", "x", "-o", "-").Word(Flags.Output));
    }

    [Fact]
    public void TheLastOfARepeatedFlagCounts() => Assert.Equal("2", Parse("compact", "x", "--budget", "1", "--budget=2").Word(Flags.Budget));

    [Fact]
    public void ValuesMayBeginWithADash() => Assert.Equal("-->", Parse("recall", "x", "--grep", "-->").Word(Flags.Grep));

    [Theory]
    [InlineData("chat")]
    [InlineData("chat", "--continue")]
    [InlineData("chat", "-c", "--model", "haiku")]
    [InlineData("chat", "why does the build fail?")]
    [InlineData("chat", "--", "help")]
    [InlineData("chat", "--resume")]
    [InlineData("chat", "--resume", "3f2a91", "go on")]
    [InlineData("print", "--continue", "-p", "go on")]
    public void WithoutACommandItIsAConversation(string command, params string[] words) => Assert.Equal(command, Parse(words).Name);

    [Fact]
    public void AConversationNeedsATerminalAndSaysWhatDoesNot() => Assert.Contains("pith -p 'say hello', and 'pith --help' lists the other commands", CliRun.Bad(64));

    [Fact]
    public void AFlagMayLackItsValueWhereItSaysSo()
    {
        Assert.Equal("", Parse("--resume", "--model", "haiku").Word(Flags.Resume));
        Assert.Equal("3f2a91", Parse("--resume", "3f2a91").Word(Flags.Resume));
        Assert.Equal("", Parse("--resume", "--", "go on").Word(Flags.Resume));
        var run = new CliRun { InputIsTerminal = true, Variables = { ["PITH_HOME"] = "/nonexistent" } };
        Assert.Equal(64, run.Run("-p", "hi", "--model", "script:/dev/null", "--resume"));
        Assert.Contains("--resume needs a session", run.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void AConversationTakesTheLimitsAndFeaturesOfARun()
    {
        string[] own = ["print", "output-format", "json-schema", "input-format", "include-partial-messages", "replay-user-messages", "permission-prompt-tool", "verbose", "init", "maintenance"];
        var missing = AgentCommand.Ask.Flags.Except(AgentCommand.Chat.Flags).Select(f => f.Name).Except(own);
        Assert.Empty(missing.Except(["mcp-config", "strict-mcp-config"]));
    }

    [Fact]
    public void ASessionIsResumedByATitleWithBlanks()
    {
        var parsed = Parse("--resume", "mend the lock", "go on");
        Assert.Equal(("mend the lock", "go on"), (parsed.Word(Flags.Resume), parsed.Operands.Single()));
    }

    [Theory]
    [InlineData("cuont", "did you mean 'pith count'?")]
    [InlineData("comp", "did you mean 'pith compact'?")]
    [InlineData("Count", "did you mean 'pith count'?")]
    [InlineData("xyzzy", "'pith --help' lists them")]
    [InlineData("store pit", "did you mean 'pith store put'?")]
    [InlineData("store", "say what to do: pith store put|get|list|stats|verify")]
    [InlineData("count --jsn", "did you mean --json?")]
    [InlineData("count -x", "has no flag -x")]
    [InlineData("count -jx", "has no flag -jx")]
    [InlineData("count --top 3", "has no flag --top")]
    [InlineData("--frobnicate", "'pith' has no flag --frobnicate")]
    [InlineData("count --json=yes", "--json is a switch and takes no value")]
    [InlineData("count --encoding", "--encoding needs a value, for example --encoding o200k_base")]
    [InlineData("count --encoding --json", "the next word is the flag --json")]
    [InlineData("count --encoding o200k", "did you mean o200k_base?")]
    [InlineData("compact", "needs TRANSCRIPT, for example: pith compact session.jsonl")]
    [InlineData("compact x", "needs --budget")]
    [InlineData("compact x y --budget 1k", "'y' is one word too many")]
    [InlineData("compact x --budget -5", "--budget -5 is too small")]
    [InlineData("compact x --budget 0", "--budget 0 is too small")]
    [InlineData("compact x --budget abc", "--budget 'abc' is not a size")]
    [InlineData("compact x --budget 1.5", "not a whole number of tokens")]
    [InlineData("compact x --budget 9g", "--budget 9g is too large")]
    [InlineData("compact x --budget 1k --tiers mico", "did you mean micro?")]
    [InlineData("compact x --budget 1k --tiers micro,", "--tiers does not know ''")]
    [InlineData("compact x --budget 1k --to anthropic", "it takes messages, openai, text, transcript")]
    [InlineData("version now", "takes no operand")]
    [InlineData("help xyzzy", "there is no command 'pith xyzzy'")]
    [InlineData("help count me", "has no commands below it")]
    [InlineData("completions tcsh", "bash, zsh and fish")]
    public void WhatMakesNoSenseIsOneSentenceAnd64(string line, string says) => Assert.Contains(says, CliRun.Bad(64, line.Split(' ')));

    [Theory]
    [InlineData("count", "")]
    [InlineData("inspect", "")]
    [InlineData("store", "put", "")]
    [InlineData("compact", "x", "--budget", "1k", "-o", "")]
    public void AnEmptyNameIsNoFile(params string[] words) => Assert.Contains("an empty name for a file", CliRun.Bad(64, words));

    [Fact]
    public void ControlCharactersOfAWordDoNotReachTheTerminal() => Assert.DoesNotContain('\e', CliRun.Bad(64, "\e[31mred"));

    private static Invocation Parse(params string[] words) =>
        CommandLine.Parse(words, new Surroundings { In = Stream.Null, Out = Stream.Null, Error = Stream.Null, Variable = _ => null });
}
