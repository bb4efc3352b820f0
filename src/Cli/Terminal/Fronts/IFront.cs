using Pith.Agents;
using Pith.Cli.Runs;
using Pith.Cli.Terminal.Reports;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Fronts;

/// <summary>Where a conversation is shown and typed: with a live area, or as plain lines.</summary>
internal interface IFront : IPerson, IDisposable
{
    /// <summary>The exit code: of a signal, where one ended the conversation.</summary>
    int ExitCode { get; }

    /// <summary>Whether a prompt can be waited for while the agent works.</summary>
    bool TakesPromptsMeanwhile { get; }

    /// <summary>Columns that lines have.</summary>
    int Width { get; }

    /// <summary>Begins to show and to listen.</summary>
    void Start();

    /// <summary>The agent that is talked with from now on.</summary>
    void Use(AgentRun run, Standing standing);

    /// <summary>The next line that was typed, whole; null to leave.</summary>
    Task<string?> NextAsync();

    /// <summary>Prints a line.</summary>
    void Print(Line line);

    /// <summary>Work begins that the person can interrupt.</summary>
    void Begin(Action interrupt);

    /// <summary>Tells an event of the work; waits while the terminal is slower than the agent.</summary>
    ValueTask TakeAsync(AgentEvent found, Standing standing);

    /// <summary>The work has ended; returns when all of it is shown.</summary>
    Task EndAsync();
}
