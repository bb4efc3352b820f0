namespace Pith.Cli.Commands;

/// <content>Flags for what is read before a run: settings, servers, sub-agents, instructions.</content>
internal static partial class Flags
{
    public static readonly Flag Tools = new("tools", "The tools the model may see, by name with commas between; an empty list for none")
    {
        Value = "NAMES",
        Default = "default",
        Sample = "Read,Grep,Glob",
    };

    public static readonly Flag Settings = new("settings", "More settings, a file or its JSON, which go before those of the project and the user")
    {
        Value = "FILE|JSON",
        Sample = "strict.json",
        Completes = Completion.File,
    };

    public static readonly Flag McpConfig = new("mcp-config", "Servers besides those of the settings: a file like .mcp.json, or its JSON")
    {
        Value = "FILE|JSON",
        Sample = "servers.json",
        Completes = Completion.File,
    };

    public static readonly Flag StrictMcp = new("strict-mcp-config", "Only the servers of --mcp-config");

    public static readonly Flag Agents = new("agents", "Kinds of sub-agents besides those of the settings: a JSON object with a member for each, or a file with it")
    {
        Value = "FILE|JSON",
        Sample = "agents.json",
        Completes = Completion.File,
    };

    public static readonly Flag Trust = new("trust", "Take the settings of this folder as they are, though nobody has trusted it");

    public static readonly Flag Touched = new("touched", "As if this file had been read: what is about it, or lies on the way to it, counts too")
    {
        Value = "FILE",
        Sample = "src/parser/Lexer.cs",
        Completes = Completion.File,
    };
}
