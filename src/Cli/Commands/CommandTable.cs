using Pith.Cli.Verbs;

namespace Pith.Cli.Commands;

/// <summary>Every command, in the order help shows them.</summary>
internal static class CommandTable
{
    private const string CountingNote =
        "Sizes are written as people write them: 16k, 200_000, 1.5k, 1m (k is 1000, Ki is 1024). Counts are exact for o200k_base, cl100k_base and a vocabulary given with --vocab; an estimate is printed with ~ and the interval (±) that held the truth 90 times in 100 on sessions its weights had not seen.";

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
                "With --limit-error the budget follows from a provider's own words: its limit, its count of this context against ours, and a twentieth of room for what the scale may err by. TRANSCRIPT must be what was refused; a body that compact wrote is read too, so refusal after refusal leads below any limit. docs/compaction.md lists whose words are known.",
                "A budget that cannot be met exits 65 and says the smallest that can. With --json and no --output the written context is a field of the report.",
                ReadingNote,
                CountingNote,
            ],
            Flags =
            [
                Flags.Budget, Flags.LimitError, Flags.Encoding, Flags.Model, Flags.Vocab, Flags.Pattern, Flags.At, Flags.Thread, Flags.Tiers, Flags.To, Flags.Plan, Flags.Output, Flags.MaxLine,
                Flags.Json,
            ],
            Examples =
            [
                new("pith compact session.jsonl --budget 16k -o context.json", "a body for the Anthropic Messages API"),
                new("pith compact session.jsonl --budget 16k --plan", "what would go and why, segment by segment"),
                new("pith compact session.jsonl --budget 64k --to transcript -o resumed.jsonl", "a transcript to go on from"),
                new("pith compact body.json --limit-error \"$ANSWER\" -o smaller.json", "after a refusal, in the provider's own words"),
            ],
            Run = CompactVerb.Run,
        },
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
                    Details =
                    [
                        "The bytes are stored as they are, whatever they are and however many; - is standard input. When the handle is printed they survive a power cut. Storing the same bytes again costs nothing and gives the same handle.",
                        "With --cap, of more than that only the head and the tail are stored, cut at lines, with a line between them that says how many bytes are missing, and a note on standard error says so too.",
                        "A store that is nearly full warns; one that is full, or whose disk is, refuses with 73 (PITH_QUOTA, PITH_FREE).",
                    ],
                    Flags = [Flags.Cap, Flags.Json],
                    Examples =
                    [
                        new("make 2>&1 | pith store put -", "keeps a build log and prints its handle"),
                        new("journalctl -f | head -c 10G | pith store put - --cap 64Mi", "its first and last 32 MB"),
                    ],
                    Run = StoreVerbs.Put,
                },
                new("get", "Write the exact bytes behind a handle")
                {
                    Operands = "HANDLE",
                    Fewest = 1,
                    Most = 1,
                    Details =
                    [
                        "A SHA-256, or the beginning of one that no other content shares (eight digits at least), serves as well as a handle.",
                        "With --bytes or --lines only the parts that hold the range are read and decompressed, however large the whole is. Damage is never passed on: it ends with 65 and names the file.",
                        "With --json the content is a member of the document, as text where it is UTF-8 and in base64 where it is not, or the name of the file that --output wrote.",
                    ],
                    Flags = [Flags.Bytes, Flags.Lines, Flags.Output, Flags.Json],
                    Examples =
                    [
                        new("pith store get pith:0123456789abcdef -o build.log", "the file as it was"),
                        new("pith store get pith:0123456789abcdef --lines 900000-900020", "twenty-one lines of it"),
                    ],
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
                    Examples = [new("pith store stats", "blobs, bytes, bytes on disk, what is left of the quota")],
                    Run = StoreVerbs.Stats,
                },
                new("verify", "Read everything back and compare it with its hash")
                {
                    Operands = "[FILE-OR-FOLDER…]",
                    Most = int.MaxValue,
                    Completes = Completion.File,
                    Details = ["Changes nothing. Exits 65 when anything is damaged, and names each damaged content, its file, and the lines that still refer to it: in the sessions of the store, and in the files and folders given."],
                    Flags = [Flags.Json],
                    Examples = [new("pith store verify", "silence is not proof; this is")],
                    Run = StoreCareVerbs.Verify,
                },
                new("gc", "Collect what nothing refers to")
                {
                    Operands = "[FILE-OR-FOLDER…]",
                    Most = int.MaxValue,
                    Completes = Completion.File,
                    Details =
                    [
                        "Contents that no session of the store refers to, nor any file below the files and folders given, nor any content that stays, and that nobody stored for 14 days, go to the trash, and from there after 24 hours. Storing one again brings it back. Small contents are put together into packs.",
                        "pith does not know the contexts that it wrote elsewhere: name their folder, or what only they refer to goes when the 14 days are over.",
                        "When anything that may refer to contents cannot be read, nothing is collected and the exit code is 65.",
                    ],
                    Flags = [Flags.DryRun, Flags.Json],
                    Examples = [new("pith store gc ~/work --dry-run", "what would go, if the contexts below ~/work count as well")],
                    Run = StoreCareVerbs.Collect,
                },
                new("repair", "Mend what can be mended")
                {
                    Details = ["Sets damaged files aside, saves what is good of a damaged pack, brings back what is whole in quarantine or the trash, and closes files to others. Deletes nothing. Exits 65 when something is lost until its content is stored again, and names it."],
                    Flags = [Flags.Json],
                    Examples = [new("pith store repair", "after verify found something")],
                    Run = StoreCareVerbs.Repair,
                },
            ],
        },
        new("sessions", "Look at recorded sessions and care for them")
        {
            Operands = "COMMAND",
            Details = ["A session is a log below sessions/ of the store, a line for each message, which is also a transcript that the other commands read. SESSION is an id, the beginning of one (four characters or more), a title, or a file."],
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
                    Details = ["Requests and answers whole, calls and results shortened. pith sessions export writes everything."],
                    Examples = [new("pith sessions show 6ba7b810 | less", "page by page")],
                    Run = SessionReadVerbs.Show,
                },
                new("search", "Find what was said in sessions")
                {
                    Operands = "WORDS",
                    Fewest = 1,
                    Most = 1,
                    Details = ["Prints each line that has the words, in any case, with its session and record. Exits 66 when there is none."],
                    Flags = [Flags.All],
                    Examples = [new("pith sessions search deadlock --all", "in all folders")],
                    Run = SessionReadVerbs.Search,
                },
                new("fork", "Begin a session that goes on from another")
                {
                    Operands = "SESSION",
                    Fewest = 1,
                    Most = 1,
                    Details = ["Prints the id of the new one. Nothing is copied: it refers to the other, which may be in use and goes its own way."],
                    Examples = [new("pith sessions fork 6ba7b810", "try something else from here")],
                    Run = SessionWriteVerbs.Fork,
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
        },
        new("bench", "Measure what compaction loses")
        {
            Operands = "COMMAND",
            Details = ["Offline and without a model; the recorded future of sessions is the judge."],
            Examples = [new("pith bench budgets session.jsonl", "recall against budget")],
            Commands =
            [
                new("budgets", "Score compaction policies by what recorded sessions needed next")
                {
                    Operands = "TRANSCRIPT…",
                    Fewest = 1,
                    Most = int.MaxValue,
                    Completes = Completion.File,
                    Details =
                    [
                        "Cuts each session into past and future, lets every policy compact the past to each budget, and counts what the recorded future needed of it: lines and passages that later calls repeat, names bound to their files, requests, failures, the state of the work. Beside pith stand the documented rules of other makers, controls that must not win, and oracles that know the future. A folder stands for every transcript in it; sessions of one work count once.",
                        "Also: what handles bring back, the cost of reloading, ten compactions in a row, a replay in dollars with the prompt cache, and whether views keep their promises. Intervals draw sessions anew. The report is the same on every run, unless --speed asks for times.",
                        "docs/budget-benchmark.md has the definitions.",
                    ],
                    Flags =
                    [
                        Flags.Budgets, Flags.Policies, Flags.Cuts, Flags.Horizon, Flags.Trigger, Flags.Prices, Flags.Speed, Flags.JsonFile, Flags.SvgFile,
                        Flags.MaxLine,
                    ],
                    Examples =
                    [
                        new("pith bench budgets session.jsonl", "every policy at 8k, 16k, 32k and 64k"),
                        new("pith bench budgets ~/.claude/projects --budgets 16k,32k --json budgets.json --svg budgets.svg", "all of one's own sessions"),
                        new("pith bench budgets session.jsonl --policies pith,truncate --budgets 8k", "two policies, quickly"),
                    ],
                    Run = BudgetsVerb.Run,
                },
            ],
        },
        new("permissions", "Explain and test what an agent may do")
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
                    Flags = [Flags.Tool, Flags.Path, Flags.Mode, Flags.Settings, Flags.Trust, Flags.Json],
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
                        "FILE is JSON: {\"rules\": [{\"allow\": \"Bash(npm run *)\", \"match\": [\"npm run test\"], \"not_match\": [\"npm runner\", \"npm run x; rm y\"]}]}, with allow, ask or deny. A rule matches an example when it decides it. Examples that fail are printed, and the exit code is 65.",
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
                        ReadingNote,
                    ],
                    Flags = [Flags.Mode, Flags.Settings, Flags.Trust, Flags.Top],
                    Examples =
                    [
                        new("pith permissions replay ~/.claude/projects/*/*.jsonl --settings strict.json", "before a rule set is taken into use"),
                        new("pith permissions replay session.jsonl --mode acceptEdits --top 50", "what a mode would change"),
                    ],
                    Run = PermissionsReplayVerb.Run,
                },
            ],
        },
        Ask,
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

    /// <summary>What <c>pith -p</c> means, wherever the flag stands.</summary>
    public static Command Ask => new("print", "Ask a model, let it work, print its answer (pith -p)")
    {
        Operands = "[PROMPT]",
        Most = 1,
        Details =
        [
            "'pith -p PROMPT' is the same. What is piped in comes before the prompt, at most 10 MB.",
            "Asks Anthropic's Messages API, or a server that speaks it (ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL), or a Chat Completions server such as Ollama, llama.cpp, vLLM or OpenRouter (OPENAI_BASE_URL, OPENAI_API_KEY, with --model). Where both are set, names of Claude models go to the first. script:FILE plays a written script and replay:FILE the answers of a recorded transcript; both need no network.",
            "A request that fails for load or a broken connection is tried again up to six times; one that the provider refuses is not. --max-budget-usd holds whatever happens: before each answer the worst it can cost is reserved.",
            "The JSON forms are those of the Claude Code SDK; docs/agent.md has them.",
        ],
        Flags = [Flags.Print, Flags.AskModel, Flags.OutputFormat, Flags.MaxTurns, Flags.MaxBudget, Flags.SystemPrompt, Flags.AppendSystemPrompt,
            Flags.Tools, Flags.PermissionMode, Flags.AllowedTools, Flags.DisallowedTools, Flags.Settings, Flags.Trust, Flags.Continue, Flags.Resume, Flags.Fork, Flags.NoSession, Flags.Verbose],
        Examples =
        [
            new("pith -p hello", "one question, one answer"),
            new("git diff | pith -p 'write a commit message' --model haiku", "about what is piped in"),
            new("pith -p 'say hello' --model script:hello.jsonl --output-format stream-json", "offline, for a program"),
        ],
        Run = PrintVerb.Run,
    };

    /// <summary>Every command that does something, with its whole name.</summary>
    public static IEnumerable<(string Name, Command Command)> Leaves =>
        All.SelectMany(c => c.Commands.Length == 0 ? [(c.Name, c)] : c.Commands.Select(s => ($"{c.Name} {s.Name}", s)));
}
