using System.Text;
using Pith.Cli;
using Pith.Cli.Entries;

namespace Pith.Tests.Cli;

/// <summary>Runs the program in this process, with streams, terminal and environment of the test's own.</summary>
internal sealed class CliRun
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public byte[] Input { get; init; } = [];

    /// <summary>Standard input of a test that goes on writing to it; null takes <see cref="Input"/>.</summary>
    public Stream? OpenInput { get; init; }

    public bool InputIsTerminal { get; init; }

    public bool OutputIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    public int Width { get; init; } = 80;

    public Stream Output { get; init; } = new MemoryStream();

    public Stream Error { get; } = new MemoryStream();

    public string Text => Encoding.UTF8.GetString(((MemoryStream)Output).ToArray());

    public string Complaint => Encoding.UTF8.GetString(((MemoryStream)Error).ToArray());

    /// <summary>The exit code of a command line; words are given one by one.</summary>
    public int Run(params string[] args) => App.Run(args, new Surroundings
    {
        In = OpenInput ?? new MemoryStream(Input),
        Out = Output,
        Error = Error,
        Variable = name => Variables.GetValueOrDefault(name),
        InIsTerminal = InputIsTerminal,
        OutIsTerminal = OutputIsTerminal,
        ErrorIsTerminal = ErrorIsTerminal,
        TerminalWidth = () => Width,
    });

    /// <summary>What a command line prints; fails the test unless it ends well and says nothing else.</summary>
    public static string Good(params string[] args)
    {
        var run = new CliRun();
        var code = run.Run(args);
        Assert.Equal("", run.Complaint);
        Assert.Equal(0, code);
        return run.Text;
    }

    /// <summary>Runs a command line that must fail with one sentence, and returns it without the newline.</summary>
    public static string Bad(int code, params string[] args)
    {
        var run = new CliRun { InputIsTerminal = true };
        Assert.Equal(code, run.Run(args));
        Assert.Equal("", run.Text);
        return run.Sentence();
    }

    /// <summary>The one sentence on standard error.</summary>
    public string Sentence()
    {
        Assert.StartsWith("pith: ", Complaint);
        Assert.Equal(Complaint.Length - 1, Complaint.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Complaint);
        return Complaint[..^1];
    }
}
