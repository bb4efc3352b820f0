namespace Pith.Cli.Commands;

/// <summary>Every flag there is, a file for each group. A flag that several commands take is one value, so that it means one thing.</summary>
internal static partial class Flags
{
    public static readonly Flag Help = new("help", "Show what the command does and an example") { Short = 'h' };

    public static readonly Flag Version = new("version", "Show the version") { Short = 'V' };

    public static readonly Flag Color = new("color", "Colour the tables even when they are piped");

    public static readonly Flag NoColor = new("no-color", "No colours, as with NO_COLOR set");

    public static readonly Flag NoPager = new("no-pager", "No pager, as with NO_PAGER set");

    public static readonly Flag Json = new("json", "Print one JSON document, described in docs/schemas");

    public static readonly Flag All = new("all", "The sessions of all folders, not only of this one");

    public static readonly Flag DryRun = new("dry-run", "Only say what would be done");

    public static readonly Flag Output = new("output", "Write to this file, whole or not at all; - is standard output")
    {
        Short = 'o',
        Value = "FILE",
        Default = "standard output",
        Sample = "context.json",
        Completes = Completion.File,
    };

    public static readonly Flag Verbose = new("verbose", "Taken for the sake of scripts that give it; stream-json is whole without it");

    /// <summary>Flags that every command takes.</summary>
    public static readonly Flag[] Everywhere = [Help, Color, NoColor];
}
