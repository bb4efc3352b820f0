using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith sessions</c> and what stands below it.</summary>
internal static class SessionCommands
{
    public static readonly Command All = new("sessions", "Look at recorded sessions and care for them")
    {
        Operands = "COMMAND",
        Details = ["A session is a log below sessions/ of the store, a line for each message, which is also a transcript that the other commands read. SESSION is an id, the beginning of one (four characters or more), a title, or a file, which may be another program's: Claude Code's, Codex's, pi's or any that pith reads."],
        Examples = [new("pith sessions list", "those of this folder, the newest first")],
        Commands =
        [
            new("list", "List the sessions of this folder, the newest first")
            {
                Flags = [Flags.All, Flags.Json],
                Examples = [new("pith sessions list --all", "those of all folders")],
                Run = SessionReadVerbs.List,
            },
            new("show", "Print a session for people to read")
            {
                Operands = "SESSION",
                Fewest = 1,
                Most = 1,
                Details =
                [
                    "Requests and answers whole, calls and results shortened. pith sessions export writes everything.",
                    "On a terminal it goes through PAGER, or less where that is installed; an empty PAGER, cat, NO_PAGER or --no-pager means none.",
                ],
                Flags = [Flags.NoPager, Flags.Json],
                Examples = [new("pith sessions show 6ba7b810", "page by page"), new("pith sessions show 6ba7b810 --json", "all of it, for a program")],
                Run = SessionReadVerbs.Show,
            },
            new("receipts", "Show what each compaction of a session took out and left")
            {
                Operands = "SESSION",
                Fewest = 1,
                Most = 1,
                Details =
                [
                    "Each boundary leaves a receipt in the log: when and why, tokens before and after, every segment that left with its hash and the handle that brings it back, what stayed, pins, and the dollars of the next call with and without it. --json has the segments.",
                ],
                Flags = [Flags.Json],
                Examples = [new("pith sessions receipts 6ba7b810", "what became of a long session")],
                Run = ReceiptsVerb.Run,
            },
            new("search", "Find what was said in sessions")
            {
                Operands = "WORDS",
                Fewest = 1,
                Most = 1,
                Details = ["Prints each line that has the words, in any case, with its session and record. Exits 66 when there is none."],
                Flags = [Flags.All, Flags.Json],
                Examples = [new("pith sessions search deadlock --all", "in all folders")],
                Run = SessionReadVerbs.Search,
            },
            new("fork", "Begin a session that goes on from another")
            {
                Operands = "SESSION",
                Fewest = 1,
                Most = 1,
                Details = ["Prints the id of the new one. Nothing is copied: it refers to the other, which may be in use and goes its own way. Another program's file is never written; what it adds later does not count, and a change of what counts is said."],
                Examples = [new("pith sessions fork 6ba7b810", "try something else from here")],
                Run = SessionWriteVerbs.Fork,
            },
            new("rewind", "Take a session's files and conversation back to before a request")
            {
                Operands = "SESSION",
                Fewest = 1,
                Most = 1,
                Details =
                [
                    "The conversation goes on in a new session, whose id is printed: it shares all that came before the request, and the old one keeps what came after. Files that the agent's tools changed since get their earlier content back, from the store; one that someone else changed since is left alone and named, and so is what a shell command changed. What restoring replaces is itself kept, so a rewind can be undone.",
                    "Exits 73 when a file could not be brought back.",
                ],
                Flags = [Flags.ToTurn, Flags.RewindFiles, Flags.RewindConversation, Flags.RewindBoth, Flags.DryRun],
                Examples =
                [
                    new("pith sessions rewind 6ba7b810", "the requests, numbered"),
                    new("pith sessions rewind 6ba7b810 --to 3 --dry-run", "what would happen"),
                    new("pith sessions rewind 6ba7b810 --to 3", "as if request 3 had not been"),
                ],
                Run = RewindVerb.Run,
            },
            new("export", "Write a session as a transcript of its own")
            {
                Operands = "SESSION",
                Fewest = 1,
                Most = 1,
                Details = ["JSON lines as Claude Code writes them, with all that it shares with other sessions and all that lies in the store. Exits 65 and names it when something cannot be brought back."],
                Flags = [Flags.Output],
                Examples = [new("pith sessions export 6ba7b810 -o session.jsonl", "to keep or to give away")],
                Run = SessionReadVerbs.Export,
            },
            new("check", "Check a session and all it refers to")
            {
                Operands = "SESSION",
                Fewest = 1,
                Most = 1,
                Details = ["Reads every record, every session it was forked from and every content in the store; changes nothing. Exits 65 and names what is damaged."],
                Flags = [Flags.Json],
                Examples = [new("pith sessions check 6ba7b810", "after a crash")],
                Run = SessionReadVerbs.Check,
            },
            new("rename", "Give a session a title")
            {
                Operands = "SESSION TITLE",
                Fewest = 2,
                Most = 2,
                Examples = [new("pith sessions rename 6ba7b810 parser", "it can be found by that from now on")],
                Run = SessionWriteVerbs.Rename,
            },
            new("rm", "Remove a session for good")
            {
                Operands = "SESSION",
                Fewest = 1,
                Most = 1,
                Details = ["Refused while it is in use, and while others were forked from it. What it kept in the store goes with the next pith store gc."],
                Examples = [new("pith sessions rm 6ba7b810", "there is no way back")],
                Run = SessionWriteVerbs.Remove,
            },
        ],
    };
}
