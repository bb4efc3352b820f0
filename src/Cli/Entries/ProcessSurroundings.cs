using Pith.Cli.Printing;

namespace Pith.Cli.Entries;

/// <summary>What this process stands in.</summary>
internal static class ProcessSurroundings
{
    /// <summary>The surroundings of this process.</summary>
    public static Surroundings Take() => new()
    {
        In = Console.OpenStandardInput(),
        Out = StandardStream.Output(),
        Error = StandardStream.Error(),
        Variable = Environment.GetEnvironmentVariable,
        InIsTerminal = !Console.IsInputRedirected,
        OutIsTerminal = !Console.IsOutputRedirected,
        ErrorIsTerminal = !Console.IsErrorRedirected,
        TerminalWidth = () => Console.WindowWidth,
    };
}
