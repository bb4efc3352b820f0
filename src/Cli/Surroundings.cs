using System.Diagnostics;
using System.Text;
using Pith.Text;

namespace Pith.Cli;

/// <summary>What the program stands in: streams, terminal, environment. Tests make their own; the process has one.</summary>
internal sealed record Surroundings
{
    private const int NarrowestWidth = 40, DefaultWidth = 100, WidestWidth = 400;

    public required Stream In { get; init; }

    public required Stream Out { get; init; }

    public required Stream Error { get; init; }

    /// <summary>A variable's value, or null.</summary>
    public required Func<string, string?> Variable { get; init; }

    public bool InIsTerminal { get; init; }

    public bool OutIsTerminal { get; init; }

    public bool ErrorIsTerminal { get; init; }

    /// <summary>Measures how long somebody waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Processors this process may use.</summary>
    public int Processors { get; init; } = Environment.ProcessorCount;

    /// <summary>Columns of the terminal; asked for only when a table is drawn.</summary>
    public Func<int> TerminalWidth { get; init; } = () => DefaultWidth;

    /// <summary>Width for tables, within reason.</summary>
    public int Width
    {
        get
        {
            var width = int.TryParse(Variable(EnvironmentVariable.Columns), out var columns) && columns > 0
                ? columns
                : OutIsTerminal || ErrorIsTerminal ? TerminalWidth() : DefaultWidth;
            return Math.Clamp(width, NarrowestWidth, WidestWidth);
        }
    }

    /// <summary>The same with another standard error.</summary>
    public Surroundings WithError(Stream error) => this with { Error = error };

    /// <summary>Says one sentence on standard error; a standard error that is gone is not worth failing for.</summary>
    public void Complain(string sentence)
    {
        try
        {
            Error.Write(Encoding.UTF8.GetBytes($"pith: {Unseen.Replaced(sentence, '\uFFFD', "\n\t")}\n"));
        }
        catch (Exception problem) when (problem is IOException or Failure)
        {
            Debug.WriteLine(problem.Message); // nobody is left to tell; the exit code still does
        }
    }
}
