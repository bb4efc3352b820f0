namespace Pith.Cli.Commands;

/// <content>Flags for the benchmark.</content>
internal static partial class Flags
{
    public static readonly Flag Budgets = new("budgets", "Budgets to measure at, in tokens of four characters, as a comma-separated list")
    {
        Value = "LIST",
        Default = "8k,16k,32k,64k",
        Sample = "8k,16k",
    };

    public static readonly Flag Policies = new("policies", "Policies to compare, as a comma-separated list; controls and oracles always run")
    {
        Value = "LIST",
        Default = "all",
        Sample = "pith,truncate,clear-3",
    };

    public static readonly Flag Cuts = new("cuts", "Where sessions are cut: every 10k tokens, or far apart as in the pilot")
    {
        Value = "RULE",
        Choices = ["dense", "pilot"],
        Default = "dense",
    };

    public static readonly Flag Horizon = new("horizon", "Later calls that decide what was needed, or all")
    {
        Value = "N",
        Default = "all",
        Sample = "30",
    };

    public static readonly Flag Trigger = new("trigger", "Tokens at which the replay in dollars compacts")
    {
        Value = "TOKENS",
        Default = "50k",
        Sample = "100k",
    };

    public static readonly Flag Prices = new("prices", "Model whose prices the replay takes")
    {
        Value = "MODEL",
        Default = "claude-opus-5",
        Sample = "claude-opus-5",
    };

    public static readonly Flag Speed = new("speed", "Measure milliseconds and allocations too; these differ from run to run");

    public static readonly Flag JsonFile = new("json", "Write one JSON document, described in docs/schemas, to this file; - is standard output")
    {
        Value = "FILE",
        Sample = "budgets.json",
        Completes = Completion.File,
    };

    public static readonly Flag SvgFile = new("svg", "Draw recall against budget into this file")
    {
        Value = "FILE",
        Sample = "budgets.svg",
        Completes = Completion.File,
    };
}
