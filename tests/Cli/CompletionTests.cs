using System.Diagnostics;
using Pith.Cli.Tables;

namespace Pith.Tests.Cli;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void EveryCommandFlagAndChoiceIsOffered(string shell)
    {
        var script = CliRun.Good("completions", shell);
        foreach (var (name, command) in CommandTable.Leaves)
        {
            Assert.All(name.Split(' '), word => Assert.Contains(word, script));
            Assert.All(command.Flags, f => Assert.Contains(shell == "fish" ? $"-l {f.Name}" : $"--{f.Name}", script));
            Assert.All(command.Flags.SelectMany(f => f.Choices), c => Assert.Contains(c, script));
        }
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public void ShellsReadTheirScript(string shell)
    {
        Assert.SkipUnless(Find(shell) is not null, $"{shell} is not installed");
        Assert.Equal(0, Ask(shell, ["-n"], CliRun.Good("completions", shell)).Code);
    }

    [Theory]
    [InlineData("co", "compact completions count")]
    [InlineData("store ", "gc get list put repair stats verify")]
    [InlineData("compact x --to o", "openai")]
    [InlineData("count --enc", "--encoding")]
    [InlineData("completions ", "bash fish zsh")]
    public void BashCompletes(string line, string expected)
    {
        Assert.SkipUnless(Find("bash") is not null, "bash is not installed");
        var words = string.Join(' ', $"pith {line}".Split(' ').Select(w => $"'{w}'"));
        var script = $"""
            {CliRun.Good("completions", "bash")}
            COMP_WORDS=({words}); COMP_CWORD=$((${"{#COMP_WORDS[@]}"}-1)); _pith
            printf '%s\n' "${"{COMPREPLY[@]}"}"
            """;
        var answer = Ask("bash", ["-s"], script).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var offered = answer.Where(w => line.EndsWith(' ') ? !w.StartsWith('-') : true).Order(StringComparer.Ordinal);
        Assert.Equal(expected.Split(' '), offered);
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static (int Code, string Output) Ask(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
