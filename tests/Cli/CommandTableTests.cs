using Pith.Cli;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Pages;
using Pith.Cli.Tables;

namespace Pith.Tests.Cli;

public sealed class CommandTableTests
{
    [Fact]
    public void EveryCommandHasAnExampleThatParses()
    {
        foreach (var (name, command) in CommandTable.Leaves)
        {
            Assert.NotEmpty(command.Examples);
            foreach (var example in command.Examples)
                Assert.Contains(name switch { "print" => "pith -p", "chat" => "pith", _ => $"pith {name}" }, example.Line);
            Assert.Contains(command.Examples, e => Parses(name, e.Line));
        }
    }

    [Fact]
    public void SummariesAreOneLineWithoutAStop()
    {
        var all = CommandTable.All.Concat(CommandTable.All.SelectMany(c => c.Commands)).Select(c => c.Summary)
            .Concat(CommandTable.Leaves.SelectMany(l => l.Command.Flags).Select(f => f.Summary));
        Assert.All(all, s => Assert.False(s.EndsWith('.') || s.Contains('\n') || !char.IsUpper(s[0]), s));
    }

    [Fact]
    public void NoCommandHasTwoFlagsOfOneName()
    {
        foreach (var (_, command) in CommandTable.Leaves)
        {
            var flags = command.Flags.Concat(Flags.Everywhere).ToList();
            Assert.Equal(flags.Count, flags.Select(f => f.Name).Distinct().Count());
            var shorts = flags.Where(f => f.Short != 0).Select(f => f.Short).ToList();
            Assert.Equal(shorts.Count, shorts.Distinct().Count());
        }
    }

    [Fact]
    public void ManPageNamesEveryCommandFlagAndExitCode()
    {
        var page = ManPage.Text(CommandTable.Root).Replace("\\-", "-", StringComparison.Ordinal);
        foreach (var (name, command) in CommandTable.Leaves)
        {
            var at = page.IndexOf($".SS pith {name}", StringComparison.Ordinal);
            Assert.True(at > 0, name);
            var end = page.IndexOf(".SS", at + 3, StringComparison.Ordinal);
            var section = end < 0 ? page[at..] : page[at..end];
            Assert.All(command.Flags, f => Assert.Contains($"--{f.Name}", section));
        }

        Assert.All(Flags.Everywhere, f => Assert.Contains($"--{f.Name}", page));
        Assert.All(ExitCode.All, e => Assert.Contains($".B {e.Code}\n", page));
        Assert.All(EnvironmentVariable.All, v => Assert.Contains(v.Name, page));
    }

    [Fact]
    public void NoLineOfTheManPageIsTakenForAnUnknownRequest()
    {
        string[] known = [".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".br", ".nf", ".fi", ".RS", ".RE"];
        foreach (var line in ManPage.Text(CommandTable.Root).Split('\n'))
            Assert.True(!line.StartsWith('.') && !line.StartsWith('\'') || known.Contains(line.Split(' ')[0]), line);
    }

    [Fact]
    public void HelpFitsIn100Columns()
    {
        foreach (var (name, _) in CommandTable.Leaves)
            Assert.All(CliRun.Good([.. name.Split(' '), "--help"]).Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void HelpIsTheSameHoweverItIsAskedFor()
    {
        Assert.Equal(CliRun.Good("--help"), CliRun.Good("help"));
        Assert.Equal(CliRun.Good("store", "put", "--help"), CliRun.Good("help", "store", "put"));
        Assert.Equal(CliRun.Good("count", "-h"), CliRun.Good("count", "--help", "x", "--json"));
        Assert.Equal(CliRun.Good("--version"), CliRun.Good("version"));
        Assert.Equal(CliRun.Good("-V", "--no-color"), CliRun.Good("version"));
    }

    [Fact]
    public void HelpTextsAreAsReviewed()
    {
        Golden.Check(CliRun.Good("--help"), "tests", "Goldens", "Cli", "help.txt");
        foreach (var (name, _) in CommandTable.Leaves.Append(("store", CommandName.Find("store", "", CommandTable.All))))
            Golden.Check(CliRun.Good([.. name.Split(' '), "--help"]), "tests", "Goldens", "Cli", $"help-{name.Replace(' ', '-')}.txt");
    }

    [Fact]
    public void DocsAreMadeFromTheTable() => Golden.Check(CommandsPage.Text(CommandTable.Root), "docs", "commands.md");

    [Fact]
    public void EveryJsonHasASchema()
    {
        foreach (var (name, command) in CommandTable.Leaves)
            if (command.Flags.Contains(Flags.Json))
                Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "schemas", $"{name.Replace(' ', '-')}.md")), name);
    }

    private static bool Parses(string name, string line)
    {
        var at = line.IndexOf($"pith {name}", StringComparison.Ordinal);
        var words = line[(at + 5)..].Split([" > ", " | ", ")"], StringSplitOptions.None)[0].Split('\'').SelectMany((piece, i) => i % 2 == 1 ? [piece] : piece.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var invocation = CommandLine.Parse(words, Nowhere);
        return invocation.Name == name;
    }

    private static Pith.Cli.Surroundings Nowhere => new() { In = Stream.Null, Out = Stream.Null, Error = Stream.Null, Variable = _ => null };
}
