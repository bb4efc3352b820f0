using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith hooks</c> and what stands below it.</summary>
internal static class HookCommands
{
    public static readonly Command All = new("hooks", "Show the hooks in force here, and try them")
    {
        Operands = "COMMAND",
        Details = ["Hooks are commands that settings have run at the moments of a session, in the formats that Claude Code documents. docs/hooks.md has the events, and what of an answer counts."],
        Examples = [new("pith hooks list", "every hook in force here")],
        Commands =
        [
            new("list", "List the hooks in force here")
            {
                Details = ["Those of the organisation's, the given, the user's and, when the folder is trusted, the project's settings. A policy blocks also when it fails."],
                Flags = [Flags.Settings, Flags.Trust, Flags.Json],
                Examples = [new("pith hooks list --json", "for a script")],
                Run = HooksVerbs.List,
            },
            new("test", "Run the hooks of an event and show what they decide")
            {
                Operands = "EVENT [SUBJECT]",
                Fewest = 1,
                Most = 2,
                Details = ["The hooks really run, with an input like that of a session. SUBJECT is what matchers are compared with: a tool, or the source of a session. --input is the call's input, or the prompt."],
                Flags = [Flags.Input, Flags.Settings, Flags.Trust],
                Examples =
                [
                    new("pith hooks test PreToolUse Bash --input '{\"command\":\"git push\"}'", "what hooks say about a command"),
                    new("pith hooks test SessionStart startup", "what they tell the model at the beginning"),
                ],
                Run = HooksVerbs.Test,
            },
        ],
    };
}
