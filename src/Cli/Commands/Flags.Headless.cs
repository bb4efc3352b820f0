namespace Pith.Cli.Commands;

/// <content>Flags for running without a terminal, and running within limits.</content>
internal static partial class Flags
{
    public static readonly Flag Print = new("print", "Print the answer and leave, without a terminal") { Short = 'p' };

    public static readonly Flag Init = new("init", "Run the Setup hooks for a new folder first");

    public static readonly Flag Maintenance = new("maintenance", "Run the Setup hooks for a folder's upkeep first");

    public static readonly Flag InitOnly = new("init-only", "Run the Setup and SessionStart hooks, and nothing else; needs no prompt and no model");

    public static readonly Flag OutputFormat = new("output-format", "What to print: the last text, one object with the result, or an object for each event")
    {
        Value = "FORMAT",
        Choices = ["text", "json", "stream-json"],
        Default = "text",
    };

    public static readonly Flag InputFormat = new("input-format", "What is read: a prompt, or messages and requests of a program, a line each, until they end")
    {
        Value = "FORMAT",
        Choices = ["text", "stream-json"],
        Default = "text",
    };

    public static readonly Flag IncludePartial = new("include-partial-messages", "In stream-json, also each event of an answer as it comes");

    public static readonly Flag ReplayUser = new("replay-user-messages", "In stream-json, also each message of the user's when its turn comes");

    public static readonly Flag PermissionPromptTool = new("permission-prompt-tool", "Ask the program for consent over standard output and input; it takes stdio")
    {
        Value = "TOOL",
        Sample = "stdio",
    };

    public static readonly Flag MaxTurns = new("max-turns", "Stop after so many answers of the model")
    {
        Value = "N",
        Sample = "20",
    };

    public static readonly Flag MaxMinutes = new("max-minutes", "Stop after so many minutes of work; what runs then is cancelled")
    {
        Value = "MINUTES",
        Sample = "15",
    };

    public static readonly Flag MaxBudget = new("max-budget-usd", "Stop before more than so many dollars can be spent")
    {
        Value = "DOLLARS",
        Sample = "0.50",
    };

    public static readonly Flag PlainLines = new("plain", "Plain lines: nothing is drawn twice and no escape is sent; for screen readers and simple terminals");
}
