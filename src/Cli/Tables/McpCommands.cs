using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith mcp</c> and what stands below it.</summary>
internal static class McpCommands
{
    private static readonly Flag[] Which = [Flags.McpConfig, Flags.StrictMcp, Flags.Trust];

    public static readonly Command All = new("mcp", "Look at the servers of the Model Context Protocol that settings name")
    {
        Operands = "COMMAND",
        Details =
        [
            "Servers stand in .mcp.json of the folder, once it is trusted, and in ~/.claude.json, as Claude Code documents them: a command that is started, or an address that speaks streamable HTTP. ${NAME} and ${NAME:-default} stand for variables of the environment. A server sees no more of the environment than its \"env\" gives it and what is harmless.",
        ],
        Examples = [new("pith mcp list", "which servers there are, and whether they come up")],
        Commands =
        [
            new("list", "Start every server and show which are there")
            {
                Flags = Which,
                Examples = [new("pith mcp list --trust", "with those of a folder nobody has trusted yet")],
                Run = McpVerbs.List,
            },
            new("get", "Show a server: how it is reached, and its tools")
            {
                Operands = "SERVER",
                Fewest = 1,
                Most = 1,
                Details = ["Values of variables and headers are not shown."],
                Flags = Which,
                Examples = [new("pith mcp get files", "what it offers, by the names that permission rules use")],
                Run = McpVerbs.Get,
            },
            new("call", "Call a tool of a server, without a model")
            {
                Operands = "SERVER TOOL [JSON]",
                Fewest = 2,
                Most = 3,
                Details = ["TOOL is the name the server gives it, or the whole mcp__server__tool. JSON is its input, an object; without it an empty one. Prints what the server returned; exits 75 when the call failed. You call it yourself, so no permission is asked."],
                Flags = Which,
                Examples = [new("pith mcp call files read_file '{\"path\": \"README.md\"}'", "to try a server out")],
                Run = McpVerbs.Call,
            },
        ],
    };
}
