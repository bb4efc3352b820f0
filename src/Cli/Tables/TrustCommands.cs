using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith trust</c> and what stands below it.</summary>
internal static class TrustCommands
{
    public static readonly Command All = new("trust", "Say which folders may have effects of their own")
    {
        Operands = "COMMAND",
        Details = ["Settings, hooks, servers and instruction files of a folder count only once a person trusts it, in a script as in a terminal. --trust does so for one run, these commands until further notice. A record of Claude Code's counts too."],
        Examples = [new("pith trust show", "whether this folder is trusted, and what is in it")],
        Commands =
        [
            new("add", "Trust a folder as it stands")
            {
                Operands = "[FOLDER]",
                Most = 1,
                Details =
                [
                    "Writes down, below PITH_HOME, the folder by its real path and every file that takes effect in it: settings, .mcp.json, scripts that these name, .claude/hooks, instruction files with what they import, and what git runs. When one changes, appears or goes, the folder counts as not trusted: pith -p shows the difference and ends with exit code 77.",
                    "Only this very folder is meant, not those below it. Of a folder that was trusted before, the difference is shown.",
                ],
                Examples = [new("pith trust add", "this folder")],
                Run = TrustVerbs.Add,
            },
            new("remove", "Forget that a folder was trusted")
            {
                Operands = "[FOLDER]",
                Most = 1,
                Examples = [new("pith trust remove ~/src/clone", "its settings allow nothing any more")],
                Run = TrustVerbs.Remove,
            },
            new("list", "List the folders that are trusted")
            {
                Flags = [Flags.Json],
                Examples = [new("pith trust list", "with the day they were")],
                Run = TrustVerbs.List,
            },
            new("show", "Show what takes effect in a folder, and what changed since it was trusted")
            {
                Operands = "[FOLDER]",
                Most = 1,
                Flags = [Flags.Json],
                Examples = [new("pith trust show ~/src/clone", "before it is trusted")],
                Run = TrustVerbs.Show,
            },
        ],
    };
}
