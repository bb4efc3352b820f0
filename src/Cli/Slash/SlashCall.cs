using Pith.Agents;
using Pith.Cli.Runs;

namespace Pith.Cli.Slash;

/// <summary>What a slash command is given.</summary>
/// <param name="Argument">What stood behind the name, without blanks at its ends; empty where nothing did.</param>
/// <param name="Run">The agent that the person talks with.</param>
/// <param name="Spent">What all conversations since the start took.</param>
/// <param name="Width">Columns that a printed line should have at most.</param>
/// <param name="Print">Prints one plain line; what could steer a terminal is taken out on the way.</param>
internal sealed record SlashCall(string Argument, AgentRun Run, AgentAccount Spent, int Width, Action<string> Print)
{
    /// <summary>Columns that every table may take.</summary>
    public const int UsualWidth = 80;
}
