using Pith.Cli.Verbs;

namespace Pith.Cli.Commands;

/// <summary>Every command, in the order help shows them.</summary>
internal static class CommandTable
{
    private const string CountingNote =
        "Sizes are written as people write them: 16k, 200_000, 1.5k, 1m (k is 1000, Ki is 1024). Counts are exact for o200k_base, cl100k_base and a vocabulary given with --vocab; an estimate is printed with ~ and the interval (±) that held the truth 90 times in 100 on sessions its weights had not seen.";

    internal const string ReadingNote =
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
            Flags = [Flags.Encoding, Flags.Model, Flags.Vocab, Flags.Pattern, Flags.Jobs, Flags.Json],
            Examples =
            [
                new("pith count README.md", "one number"),
                new("git diff | pith count", "what a diff costs"),
                new("pith count --model claude-sonnet-4-5 src/*.cs", "an estimate for each file and the total"),
                new("pith count --vocab Qwen3-32B/tokenizer.json prompt.md", "what an open model makes of it"),
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
                "The line 'context now' says how large the context is in tokens of its own model: the last usage that the transcript records, plus an estimate of what came after it.",
                ReadingNote,
                CountingNote,
            ],
            Flags = [Flags.By, Flags.Top, Flags.At, Flags.Thread, Flags.Encoding, Flags.Model, Flags.Vocab, Flags.Pattern, Flags.MaxLine, Flags.Json],
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
                "Pins stay verbatim whatever goes: they take up to a quarter of the budget, and one that does not fit keeps its beginning and a handle. --instructions adds to what is kept, in a share of its own; it replaces nothing.",
                "With --summary-model a model is asked for what code cannot know: intent, rationale, next step, and what --instructions ask for. Only sentences whose names all occur in the source are kept. A model that fails, hangs or says too much leaves the context that code makes, with a note on standard error.",
                "With --limit-error the budget follows from a provider's own words: its limit, its count of this context against ours, and a twentieth of room for what the scale may err by. TRANSCRIPT must be what was refused; a body that compact wrote is read too, so refusal after refusal leads below any limit. docs/compaction.md lists whose words are known.",
                "A budget that cannot be met exits 65 and says the smallest that can. With --json and no --output the written context is a field of the report.",
                ReadingNote,
                CountingNote,
            ],
            Flags =
            [
                Flags.Budget, Flags.LimitError, Flags.Encoding, Flags.Model, Flags.Vocab, Flags.Pattern, Flags.At, Flags.Thread, Flags.Tiers, Flags.Pin, Flags.Instructions, Flags.SummaryModel, Flags.To, Flags.Plan,
                Flags.Output, Flags.MaxLine, Flags.Json,
            ],
            Examples =
            [
                new("pith compact session.jsonl --budget 16k -o context.json", "a body for the Anthropic Messages API"),
                new("pith compact session.jsonl --budget 16k --plan", "what would go and why, segment by segment"),
                new("pith compact session.jsonl --budget 16k --pin turn:3 --pin '/TODO|FIXME/' -o context.json", "what you want to stay"),
                new("pith compact session.jsonl --budget 16k --summary-model haiku -o context.json", "with a model's words on what comes next"),
                new("pith compact session.jsonl --budget 64k --to transcript -o resumed.jsonl", "a transcript to go on from"),
                new("pith compact body.json --limit-error \"$ANSWER\" -o smaller.json", "after a refusal, in the provider's own words"),
            ],
            Run = CompactVerb.Run,
        },
        CompactionCommands.Uncollapse,
        new("memory", "Write what a session's log says for certain")
        {
            Operands = "TRANSCRIPT",
            Fewest = 1,
            Most = 1,
            Completes = Completion.File,
            Details =
            [
                "Writes a page that a person, or the next agent, can go on from: requests and what became of them, what binds, todos, work in flight, files with their last operation, commands with their last outcome, failed attempts and what worked after them, decisions and learnings in the agent's own sentences. All of the log counts, also what compactions took out.",
                "No model writes it: it is derived from the log each time, so it cannot drift. Decisions and learnings are found by the words such sentences have in English.",
                ReadingNote,
            ],
            Flags = [Flags.Output, Flags.At, Flags.Thread, Flags.MaxLine, Flags.Json],
            Examples =
            [
                new("pith memory session.jsonl", "the page"),
                new("pith memory session.jsonl -o MEMORY.md", "into a file, whole or not at all"),
                new("pith memory session.jsonl --json | jq '.failures[] | select(.solvedTurn == null)'", "what never worked"),
            ],
            Run = MemoryVerb.Run,
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
        new("calibrate", "Fit the estimate for models without a public vocabulary to your own sessions")
        {
            Operands = "[TRANSCRIPT…]",
            Most = int.MaxValue,
            Completes = Completion.File,
            Details =
            [
                "Transcripts record how many tokens each call had, so two calls in a row tell what the text between them cost. From such pairs the weights of the estimate are fitted anew for each family of models, starting from the shipped ones: few pairs change little, many change much. The report compares both on steps that the fit had not seen.",
                "The result is stored as calibration.json below PITH_HOME (where the store lies) and used from then on by inspect, count and compact. It holds numbers only, nothing of your text. A later run replaces the families it learns about.",
                ReadingNote,
            ],
            Flags = [Flags.Show, Flags.Reset, Flags.MaxLine, Flags.Json],
            Examples =
            [
                new("pith calibrate ~/.claude/projects/*/*.jsonl", "from every session of Claude Code"),
                new("pith calibrate --show", "what is in use"),
            ],
            Run = CalibrateVerb.Run,
        },
        StoreCommands.All,
        SessionCommands.All,
        BenchCommands.All,
        PermissionCommands.All,
        TrustCommands.All,
        InstructionCommands.Show,
        HookCommands.All,
        SandboxCommands.All,
        McpCommands.All,
        AgentCommand.Chat,
        AgentCommand.Ask,
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
