using Pith.Cli.Verbs;

namespace Pith.Cli.Commands;

/// <summary>Every command, in the order help shows them.</summary>
internal static class CommandTable
{
    private const string CountingNote =
        "Sizes are written as people write them: 16k, 200_000, 1.5k, 1m (k is 1000, Ki is 1024). Counts are exact for o200k_base and cl100k_base; an estimate is printed with ~ and its measured error.";

    private const string ReadingNote =
        "The transcript may be of any agent pith knows (Claude Code, Codex, Anthropic and OpenAI message lists, pi, Gemini CLI, Copilot CLI, SWE-agent, OpenHands, tau-bench); its form is told by content (pith help formats). .gz and .zst are read as they are; - is standard input. A line that is broken or too long is reported and passed over.";

    public static readonly Command[] All =
    [
        new("count", "Count the tokens of files")
        {
            Operands = "[FILE…|-]",
            Most = int.MaxValue,
            Completes = Completion.File,
            Details =
            [
                "Counts the text of each file as it stands, whatever it is; a .gz or .zst counts as what it holds. No file, or -, is standard input. Memory stays small however large the file is. Several files, and a large one, are counted on all processors; the counts come in the order of the files.",
                CountingNote,
                "A file that cannot be counted is reported and the others go on; the exit code is that of the first failure. Bytes that are no UTF-8 count as the replacement character that stands for them, with a warning; pictures, archives and programs are refused.",
            ],
            Flags = [Flags.Encoding, Flags.Model, Flags.Jobs, Flags.Json],
            Examples =
            [
                new("pith count README.md", "one number"),
                new("git diff | pith count", "what a diff costs"),
                new("pith count --model claude-sonnet-4-5 src/*.cs", "an estimate for each file and the total"),
            ],
            Run = CountVerb.Run,
        },
        new("inspect", "Show where the tokens of a transcript are")
        {
            Operands = "TRANSCRIPT",
            Fewest = 1,
            Most = 1,
            Completes = Completion.File,
            Details =
            [
                "Shows what the current context of a transcript is made of: kinds of block, tools, files, turns, what repeats, what later work has superseded, and the usage and cost that were recorded.",
                ReadingNote,
                CountingNote,
            ],
            Flags = [Flags.By, Flags.Top, Flags.At, Flags.Thread, Flags.Encoding, Flags.Model, Flags.MaxLine, Flags.Json],
            Examples =
            [
                new("pith inspect session.jsonl", "the whole picture"),
                new("pith inspect session.jsonl --by file --top 20", "the twenty files that cost most"),
                new("zstd -dc old.jsonl.zst | pith inspect - --json", "for a script"),
            ],
            Run = InspectVerb.Run,
        },
        new("compact", "Shrink a transcript to a context within a budget")
        {
            Operands = "TRANSCRIPT",
            Fewest = 1,
            Most = 1,
            Completes = Completion.File,
            Details =
            [
                "Writes the largest context that fits the budget, in tokens of the bytes as written, and a table of what each tier did on standard error. A context that already fits is not changed. Nothing is lost: what was cut is in the store, and every handle (pith:…) in the context leads to it with pith recall.",
                "Tiers run in rising order of loss, and none that is not needed: admission (large results become previews), micro (superseded and repeated results shrink), collapse (finished work becomes one line a step), memory (a ledger of requests, files, commands and failures), full (everything before the tail is replaced), truncate (what is still too long is cut).",
                "A budget that cannot be met exits 65 and says the smallest that can. With --json and no --output the written context is a field of the report.",
                ReadingNote,
                CountingNote,
            ],
            Flags =
            [
                Flags.Budget, Flags.Encoding, Flags.Model, Flags.At, Flags.Thread, Flags.Tiers, Flags.To, Flags.Plan, Flags.Output, Flags.MaxLine,
                Flags.Json,
            ],
            Examples =
            [
                new("pith compact session.jsonl --budget 16k -o context.json", "a body for the Anthropic Messages API"),
                new("pith compact session.jsonl --budget 16k --plan", "what would go and why, segment by segment"),
                new("pith compact session.jsonl --budget 64k --to transcript -o resumed.jsonl", "a transcript to go on from"),
            ],
            Run = CompactVerb.Run,
        },
        new("recall", "Show what a handle stands for, or the lines of it that matter")
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
        },
        new("store", "Keep and check the contents behind handles")
        {
            Operands = "COMMAND",
            Details = ["Contents are kept once each under the SHA-256 of their bytes, compressed, below PITH_HOME; every read is verified."],
            Examples = [new("pith store put build.log", "prints its handle")],
            Commands =
            [
                new("put", "Store a file and print its handle")
                {
                    Operands = "FILE|-",
                    Fewest = 1,
                    Most = 1,
                    Completes = Completion.File,
                    Details = ["The bytes are stored as they are, whatever they are; - is standard input. Storing the same bytes again costs nothing and gives the same handle."],
                    Flags = [Flags.Json],
                    Examples = [new("make 2>&1 | pith store put -", "keeps a build log and prints its handle")],
                    Run = StoreVerbs.Put,
                },
                new("get", "Write the exact bytes behind a handle")
                {
                    Operands = "HANDLE",
                    Fewest = 1,
                    Most = 1,
                    Details = ["A SHA-256, or the beginning of one that no other content shares (eight digits at least), serves as well as a handle."],
                    Flags = [Flags.Output],
                    Examples = [new("pith store get pith:0123456789abcdef -o build.log", "the file as it was")],
                    Run = StoreVerbs.Get,
                },
                new("list", "List what is stored")
                {
                    Flags = [Flags.Json],
                    Examples = [new("pith store list", "handles and sizes")],
                    Run = StoreVerbs.List,
                },
                new("stats", "Show how much is stored")
                {
                    Flags = [Flags.Json],
                    Examples = [new("pith store stats", "blobs, bytes, bytes on disk")],
                    Run = StoreVerbs.Stats,
                },
                new("verify", "Read everything back and compare it with its hash")
                {
                    Details = ["Exits 65 when anything is damaged, and names each damaged file."],
                    Flags = [Flags.Json],
                    Examples = [new("pith store verify", "silence is not proof; this is")],
                    Run = StoreVerbs.Verify,
                },
            ],
        },
        new("completions", "Print the completion script of a shell")
        {
            Operands = "bash|zsh|fish",
            Fewest = 1,
            Most = 1,
            Completes = Completion.Shell,
            Examples =
            [
                new("source <(pith completions bash)", "for this bash"),
                new("pith completions zsh > ~/.zfunc/_pith", "for every zsh whose fpath has ~/.zfunc"),
                new("pith completions fish > ~/.config/fish/completions/pith.fish", "for every fish"),
            ],
            Run = PageVerbs.Completions,
        },
        new("man", "Print the man page")
        {
            Examples = [new("pith man > ~/.local/share/man/man1/pith.1", "then: man pith")],
            Run = PageVerbs.Man,
        },
        new("help", "Show help for pith or for a command")
        {
            Operands = "[COMMAND…|formats]",
            Most = 2,
            Completes = Completion.Command,
            Examples = [new("pith help store put", "the same as pith store put --help")],
            Run = PageVerbs.Help,
        },
        new("version", "Show the version")
        {
            Examples = [new("pith version", "the same as pith --version")],
            Run = PageVerbs.Version,
        },
    ];

    /// <summary>Every command that does something, with its whole name.</summary>
    public static IEnumerable<(string Name, Command Command)> Leaves =>
        All.SelectMany(c => c.Commands.Length == 0 ? [(c.Name, c)] : c.Commands.Select(s => ($"{c.Name} {s.Name}", s)));
}
