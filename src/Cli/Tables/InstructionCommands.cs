using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith instructions</c>.</summary>
internal static class InstructionCommands
{
    public static readonly Command Show = new("instructions", "Show which instruction files an agent is given here, and which not")
    {
        Details =
        [
            "CLAUDE.md, .claude/CLAUDE.md, AGENTS.md, CLAUDE.local.md and .claude/rules of every folder from the root down to this one, after those of the organisation and the user, with what they import (@path, at most four deep). They are read anew at every turn; a change is told to the model in the next message.",
            "Files of the organisation and the user are part of the system text. Those of a project can be changed by whoever can change the project: they come in a message of the user's role that says so, and only when the folder is trusted. Nothing is cut: a file over 40,000 characters is loaded whole, with a note, and what is skipped is listed with the reason.",
            "docs/instructions.md has the rules.",
        ],
        Flags = [Flags.Touched, Flags.Trust, Flags.Encoding, Flags.Model, Flags.Vocab, Flags.Pattern, Flags.Json],
        Examples =
        [
            new("pith instructions", "what is loaded, from where, how many tokens"),
            new("pith instructions --touched src/parser/Lexer.cs", "with what counts once that file was read"),
            new("pith instructions --model sonnet --json", "for a script"),
        ],
        Run = InstructionsVerb.Run,
    };
}
