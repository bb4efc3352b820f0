using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith permissions</c> and what stands below it.</summary>
internal static class PermissionCommands
{
    public static readonly Command All = new("permissions", "Explain and test what an agent may do")
    {
        Operands = "COMMAND",
        Details = ["Permission is decided on what a call needs, by the rules of the settings files that Claude Code documents. Nothing is run."],
        Examples = [new("pith permissions why 'npm test && rm -rf build'", "the verdict, and the part and the rule that decide")],
        Commands =
        [
            new("why", "Show what would be decided about a call here, and why")
            {
                Operands = "[COMMAND]",
                Most = 1,
                Details =
                [
                    "Every command inside the line is judged: in lists, pipelines, substitutions, functions, here-documents and behind wrappers such as timeout. All must be allowed, any may be denied; what cannot be read to its end, or is only known when it runs, asks.",
                    "Deny rules come first; then the breaker, which no rule and no mode takes away (rm -rf on the root, the home or the working folder, git clean -f …); then ask rules, allow rules, reading in the workspace, and the mode.",
                    "Settings are read as documented: managed, --settings, .claude/settings.local.json, .claude/settings.json, ~/.claude/settings.json. Those of a folder that is not trusted may forbid, never allow.",
                ],
                Flags = [Flags.Tool, Flags.Path, Flags.Mode, Flags.Sandbox, Flags.Settings, Flags.Trust, Flags.Json],
                Examples =
                [
                    new("pith permissions why 'git log && make'", "a command line"),
                    new("pith permissions why --tool Read --path .env", "a file"),
                    new("pith permissions why 'make' --mode acceptEdits --json", "for a script"),
                ],
                Run = PermissionsVerbs.Why,
            },
            new("test", "Hold rules to the examples they carry")
            {
                Operands = "FILE",
                Fewest = 1,
                Most = 1,
                Completes = Completion.File,
                Details =
                [
                    "FILE is JSON: {\"rules\": [{\"allow\": \"Bash(npm run *)\", \"match\": [\"npm run test\"], \"not_match\": [\"npm runner\", \"npm run x; rm y\"]}]}, with allow, ask or deny. A rule matches an example when it decides it: a command, a path, a URL, a kind of agent, the name of a tool, or, for a rule on a field, the input of a call as an object. Examples that fail are printed, and the exit code is 65.",
                ],
                Examples = [new("pith permissions test rules.json", "says how many examples hold")],
                Run = PermissionsTestVerb.Run,
            },
            new("replay", "Show what the settings would have made of past sessions")
            {
                Operands = "TRANSCRIPT…",
                Fewest = 1,
                Most = int.MaxValue,
                Completes = Completion.File,
                Details =
                [
                    "Judges every recorded call that runs a command, reads or writes a file, reaches a host or calls a server, by the settings in force here and in the working folder the session recorded. Nothing is run. Links are followed on this machine, so a session of another one is judged by its paths as they are written.",
                    Notes.Reading,
                ],
                Flags = [Flags.Mode, Flags.Sandbox, Flags.Settings, Flags.Trust, Flags.Top, Flags.Json],
                Examples =
                [
                    new("pith permissions replay ~/.claude/projects/*/*.jsonl --settings strict.json", "before a rule set is taken into use"),
                    new("pith permissions replay session.jsonl --mode acceptEdits --top 50", "what a mode would change"),
                    new("pith permissions replay *.jsonl --mode auto --sandbox on --json", "what need not be asked in a sandbox, for a script"),
                ],
                Run = PermissionsReplayVerb.Run,
            },
            new("auto", "Show what the model that judges in mode auto is told here")
            {
                Details =
                [
                    "The lists autoMode.environment, allow, soft_deny and hard_deny of the organisation's, the given and the user's settings, joined, with what is built in where they name $defaults. Those of a project are never taken. docs/auto-mode.md says what they do.",
                ],
                Flags = [Flags.Settings, Flags.Trust],
                Examples = [new("pith permissions auto", "all lists as the model sees them")],
                Run = PermissionsAutoVerb.Run,
            },
            new("log", "Show what was allowed and refused in a session, and by whom")
            {
                Operands = "[SESSION]",
                Most = 1,
                Details = ["Without SESSION the newest of this folder. Every call has its record, on the disk before the call had an effect: the arguments (or where they are kept) with their digest, what they need, and the rule, mode, hook or person that decided."],
                Flags = [Flags.Json],
                Examples =
                [
                    new("pith permissions log", "of the newest session here"),
                    new("pith permissions log 3f2a91 --json", "with the arguments"),
                ],
                Run = PermissionsLogVerb.Run,
            },
        ],
    };
}
