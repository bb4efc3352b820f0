using Pith.Cli.Commands;

namespace Pith.Cli.Tables;

/// <summary>Every command, in the order help shows them.</summary>
internal static class CommandTable
{
    public static readonly Command[] All =
    [
        ReadingCommands.Count,
        ReadingCommands.Inspect,
        CompactionCommands.Compact,
        CompactionCommands.Uncollapse,
        MemoryCommands.Memory,
        MemoryCommands.Recall,
        CalibrationCommands.Calibrate,
        StoreCommands.All,
        SessionCommands.All,
        BenchCommands.All,
        PermissionCommands.All,
        TrustCommands.All,
        InstructionCommands.Show,
        HookCommands.All,
        SandboxCommands.All,
        McpCommands.All,
        AgentCommand.Chat,
        AgentCommand.Ask,
        PageCommands.Completions,
        PageCommands.Man,
        PageCommands.Help,
        PageCommands.Version,
    ];

    /// <summary>The program itself, so that it is parsed and helped like any command.</summary>
    public static Command Root { get; } = new("pith", "turns the history of an AI agent into the smallest context that lets it go on")
    {
        Operands = "COMMAND",
        Commands = All,
        Flags = [Flags.Version],
    };

    /// <inheritdoc cref="Command.Leaves"/>
    public static IEnumerable<(string Name, Command Command)> Leaves => Root.Leaves;
}
