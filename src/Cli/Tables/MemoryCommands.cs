using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary>What a session left: its memory, and what a handle stands for.</summary>
internal static class MemoryCommands
{
    public static readonly Command Memory = new("memory", "Write what a session's log says for certain")
    {
        Operands = "TRANSCRIPT",
        Fewest = 1,
        Most = 1,
        Completes = Completion.File,
        Details =
        [
            "Writes a page that a person, or the next agent, can go on from: requests and what became of them, what binds, todos, work in flight, files with their last operation, commands with their last outcome, failed attempts and what worked after them, decisions and learnings in the agent's own sentences. All of the log counts, also what compactions took out.",
            "No model writes it: it is derived from the log each time, so it cannot drift. Decisions and learnings are found by the words such sentences have in English.",
            Notes.Reading,
        ],
        Flags = [Flags.Output, Flags.At, Flags.Thread, Flags.MaxLine, Flags.Json],
        Examples =
        [
            new("pith memory session.jsonl", "the page"),
            new("pith memory session.jsonl -o MEMORY.md", "into a file, whole or not at all"),
            new("pith memory session.jsonl --json | jq '.failures[] | select(.solvedTurn == null)'", "what never worked"),
        ],
        Run = MemoryVerb.Run,
    };

    public static readonly Command Recall = new("recall", "Show what a handle stands for, or the lines of it that matter")
    {
        Operands = "HANDLE",
        Fewest = 1,
        Most = 1,
        Details =
        [
            "A handle is what a compacted context shows in place of text it left out: pith: and sixteen hexadecimal digits. Without flags the exact bytes are written.",
            "With --lines, --grep or both, lines are printed with their numbers, as grep -n does; a numbered listing of a file keeps its own. The pattern runs in linear time, so it has no lookarounds and no backreferences. Nothing found is not an error: a note on standard error says so.",
        ],
        Flags = [Flags.Lines, Flags.Grep, Flags.Context, Flags.Json],
        Examples =
        [
            new("pith recall pith:0123456789abcdef --lines 100-140", "forty lines with their numbers"),
            new("pith recall pith:0123456789abcdef --grep 'error|warning' --context 3", "what went wrong, with its surroundings"),
        ],
        Run = RecallVerb.Run,
    };
}
