using Pith.Compaction;
using Pith.Vocabularies;

namespace Pith.Cli.Commands;

/// <summary>Every flag there is. A flag that several commands take is one value, so that it means one thing.</summary>
internal static class Flags
{
    public static readonly Flag Help = new("help", "Show what the command does and an example") { Short = 'h' };

    public static readonly Flag Version = new("version", "Show the version") { Short = 'V' };

    public static readonly Flag Color = new("color", "Colour the tables even when they are piped");

    public static readonly Flag NoColor = new("no-color", "No colours, as with NO_COLOR set");

    public static readonly Flag Json = new("json", "Print one JSON document, described in docs/schemas");

    public static readonly Flag All = new("all", "The sessions of all folders, not only of this one");

    public static readonly Flag Encoding = new("encoding", "Count with this encoding")
    {
        Value = "ENCODING",
        Choices = ["o200k_base", "cl100k_base", "chars4"],
        Default = "o200k_base",
    };

    public static readonly Flag Model = new("model", "Count as this model does; where its vocabulary is not public, an estimate marked with ~")
    {
        Value = "MODEL",
        Sample = "claude-sonnet-4-5",
    };

    public static readonly Flag Vocab = new("vocab", "Count with this vocabulary: a Hugging Face tokenizer.json or a .tiktoken file (docs/vocabularies.md)")
    {
        Value = "FILE",
        Sample = "tokenizer.json",
        Completes = Completion.File,
    };

    public static readonly Flag Pattern = new("pattern", "How a .tiktoken file's texts are split, where it is not a published one")
    {
        Value = "PATTERN",
        Choices = [.. PatternName.All],
    };

    public static readonly Flag Jobs = new("jobs", "Count with so many threads; each takes a few megabytes")
    {
        Value = "N",
        Default = "as many as there are processors",
        Sample = "1",
    };

    public static readonly Flag MaxLine = new("max-line", "Longest line to read, in bytes; a longer one is reported and passed over")
    {
        Value = "BYTES",
        Default = "64Mi",
        Sample = "64Mi",
    };

    public static readonly Flag Thread = new("thread", "Which conversation of a file that holds several; 0 is the main one")
    {
        Value = "N",
        Default = "0",
        Sample = "1",
    };

    public static readonly Flag At = new("at", "The context as it was at this turn, from 1")
    {
        Value = "TURN",
        Default = "the last turn",
        Sample = "40",
    };

    public static readonly Flag By = new("by", "What to sum tokens by")
    {
        Value = "GROUP",
        Choices = ["kind", "tool", "file", "turn"],
        Default = "all of them, briefly",
    };

    public static readonly Flag Top = new("top", "Rows to show in each list")
    {
        Value = "N",
        Default = "10",
        Sample = "20",
    };

    public static readonly Flag Budget = new("budget", "Tokens that the written context may take; required without --limit-error")
    {
        Value = "TOKENS",
        Sample = "16k",
    };

    public static readonly Flag LimitError = new("limit-error", "What a provider answered to a context that was too long; the budget follows from it")
    {
        Value = "TEXT",
        Sample = "'prompt is too long: 213462 tokens > 200000 maximum'",
    };

    public static readonly Flag Tiers = new("tiers", "Which tiers may run, as a comma-separated list")
    {
        Value = "LIST",
        Choices = [.. TierNames.All],
        IsList = true,
        Default = "all",
    };

    public static readonly Flag To = new("to", "The form to write")
    {
        Value = "FORM",
        Choices = ["messages", "openai", "text", "transcript"],
        Default = "messages",
    };

    public static readonly Flag Pin = new("pin", "Keep this verbatim: words, /regex/ for every line that matches, turn:N, or a handle; may be given again")
    {
        Value = "PIN",
        IsRepeated = true,
        Sample = "'/deadline|budget/'",
    };

    public static readonly Flag Instructions = new("instructions", "Keep what these words name with priority, on top of what is kept anyway")
    {
        Value = "TEXT",
        Sample = "'the schema of orders.sql'",
    };

    public static readonly Flag SummaryModel = new("summary-model", "Let this model add intent, rationale and next step, checked against the source; named as for pith -p")
    {
        Value = "MODEL",
        Default = "none is asked",
        Sample = "haiku",
    };

    public static readonly Flag Handle = new("handle", "Bring back only what this handle stands for; may be given again")
    {
        Value = "HANDLE",
        IsRepeated = true,
        Default = "all",
        Sample = "pith:0123456789abcdef",
    };

    public static readonly Flag Plan = new("plan", "Only say what would be done and why, segment by segment; writes and stores nothing");

    public static readonly Flag Output = new("output", "Write to this file, whole or not at all; - is standard output")
    {
        Short = 'o',
        Value = "FILE",
        Default = "standard output",
        Sample = "context.json",
        Completes = Completion.File,
    };

    public static readonly Flag Show = new("show", "Show the calibrations in use and where they come from");

    public static readonly Flag Reset = new("reset", "Remove your own calibrations; the shipped ones serve again");

    public static readonly Flag Lines = new("lines", "Only these lines, from 1; 10-20, 10- and -20 work too")
    {
        Value = "A-B",
        Sample = "10-20",
    };

    public static readonly Flag Grep = new("grep", "Only lines that match this regular expression")
    {
        Value = "REGEX",
        Sample = "'error|warning'",
    };

    public static readonly Flag Context = new("context", "Lines to show around each match")
    {
        Value = "N",
        Default = "0",
        Sample = "3",
    };

    public static readonly Flag Bytes = new("bytes", "Only these bytes, from 1; 1-100, 101- and -100 work too")
    {
        Value = "A-B",
        Sample = "1-100",
    };

    public static readonly Flag Cap = new("cap", "Keep at most so many bytes: of more, the first and the last half")
    {
        Value = "BYTES",
        Default = "all",
        Sample = "64Mi",
    };

    public static readonly Flag DryRun = new("dry-run", "Only say what would be done");

    public static readonly Flag Budgets = new("budgets", "Budgets to measure at, in tokens of four characters, as a comma-separated list")
    {
        Value = "LIST",
        Default = "8k,16k,32k,64k",
        Sample = "8k,16k",
    };

    public static readonly Flag Policies = new("policies", "Policies to compare, as a comma-separated list; controls and oracles always run")
    {
        Value = "LIST",
        Default = "all",
        Sample = "pith,truncate,clear-3",
    };

    public static readonly Flag Cuts = new("cuts", "Where sessions are cut: every 10k tokens, or far apart as in the pilot")
    {
        Value = "RULE",
        Choices = ["dense", "pilot"],
        Default = "dense",
    };

    public static readonly Flag Horizon = new("horizon", "Later calls that decide what was needed, or all")
    {
        Value = "N",
        Default = "all",
        Sample = "30",
    };

    public static readonly Flag Trigger = new("trigger", "Tokens at which the replay in dollars compacts")
    {
        Value = "TOKENS",
        Default = "50k",
        Sample = "100k",
    };

    public static readonly Flag Prices = new("prices", "Model whose prices the replay takes")
    {
        Value = "MODEL",
        Default = "claude-opus-5",
        Sample = "claude-opus-5",
    };

    public static readonly Flag Speed = new("speed", "Measure milliseconds and allocations too; these differ from run to run");

    public static readonly Flag JsonFile = new("json", "Write one JSON document, described in docs/schemas, to this file; - is standard output")
    {
        Value = "FILE",
        Sample = "budgets.json",
        Completes = Completion.File,
    };

    public static readonly Flag SvgFile = new("svg", "Draw recall against budget into this file")
    {
        Value = "FILE",
        Sample = "budgets.svg",
        Completes = Completion.File,
    };

    public static readonly Flag Print = new("print", "Print the answer and leave, without a terminal") { Short = 'p' };

    public static readonly Flag AskModel = new("model", "The model to ask: an id, opus, sonnet or haiku, script:FILE or replay:FILE")
    {
        Value = "MODEL",
        Default = "what ANTHROPIC_MODEL names, else sonnet",
        Sample = "claude-sonnet-5-5",
    };

    public static readonly Flag OutputFormat = new("output-format", "What to print: the last text, one object with the result, or an object for each event")
    {
        Value = "FORMAT",
        Choices = ["text", "json", "stream-json"],
        Default = "text",
    };

    public static readonly Flag JsonSchema = new("json-schema", "Hold the last answer to a JSON Schema: a file, or the schema itself")
    {
        Value = "SCHEMA",
        Sample = "answer.schema.json",
    };

    public static readonly Flag TaskBudget = new("task-budget", "Tell the model how many tokens it has for the task; advice to it, no limit")
    {
        Value = "TOKENS",
        Sample = "200k",
    };

    public static readonly Flag Features = new("features", "Switch features of Anthropic's API, with commas between; no- before a name switches it off")
    {
        Value = "NAMES",
        Default = "by model: structured-output, token-efficient-tools, task-budget; not context-editing",
        Sample = "context-editing,no-structured-output",
    };

    public static readonly Flag Betas = new("betas", "Words to send as anthropic-beta, with commas between")
    {
        Value = "NAMES",
        Sample = "context-1m-2025-08-07",
    };

    public static readonly Flag InputFormat = new("input-format", "What is read: a prompt, or messages and requests of a program, a line each, until they end")
    {
        Value = "FORMAT",
        Choices = ["text", "stream-json"],
        Default = "text",
    };

    public static readonly Flag IncludePartial = new("include-partial-messages", "In stream-json, also each event of an answer as it comes");

    public static readonly Flag ReplayUser = new("replay-user-messages", "In stream-json, also each message of the user's when its turn comes");

    public static readonly Flag PermissionPromptTool = new("permission-prompt-tool", "Ask the program for consent over standard output and input; it takes stdio")
    {
        Value = "TOOL",
        Sample = "stdio",
    };

    public static readonly Flag MaxTurns = new("max-turns", "Stop after so many answers of the model")
    {
        Value = "N",
        Sample = "20",
    };

    public static readonly Flag MaxMinutes = new("max-minutes", "Stop after so many minutes of work; what runs then is cancelled")
    {
        Value = "MINUTES",
        Sample = "15",
    };

    public static readonly Flag FallbackModel = new("fallback-model", "Models to ask, in this order, when the model has no room or does not answer")
    {
        Value = "MODELS",
        Sample = "sonnet,haiku",
    };

    public static readonly Flag MaxBudget = new("max-budget-usd", "Stop before more than so many dollars can be spent")
    {
        Value = "DOLLARS",
        Sample = "0.50",
    };

    public static readonly Flag SystemPrompt = new("system-prompt", "Say this to the model in place of pith's own system text; an empty one says nothing")
    {
        Value = "TEXT",
        Sample = "'Answer in one word.'",
    };

    public static readonly Flag AppendSystemPrompt = new("append-system-prompt", "Say this to the model after the system text")
    {
        Value = "TEXT",
        Sample = "'Answer in German.'",
    };

    public static readonly Flag Tools = new("tools", "The tools the model may see, by name with commas between; an empty list for none")
    {
        Value = "NAMES",
        Default = "default",
        Sample = "Read,Grep,Glob",
    };

    public static readonly Flag PermissionMode = new("permission-mode", "The permission mode of this run")
    {
        Value = "MODE",
        Choices = [.. Pith.Permissions.Settings.PermissionModes.All],
        Default = "that of the settings, or default",
    };

    public static readonly Flag Sandbox = new("sandbox", "Run commands in a sandbox: writes only in the workspace and the temporary folder, no network (Linux)")
    {
        Value = "on|off",
        Choices = ["on", "off"],
        Default = "what the settings say, or off",
    };

    public static readonly Flag AllowNetwork = new("network", "Let the command reach the network");

    public static readonly Flag AllowWrite = new("write", "One more folder that the command may write below")
    {
        Value = "FOLDER",
        Sample = "../out",
        Completes = Completion.File,
    };

    public static readonly Flag Plain = new("no-namespaces", "Do as on a kernel without namespaces: Landlock and a filter of system calls only");

    public static readonly Flag AllowedTools = new("allowedTools", "Rules that allow, as settings write them, with commas between")
    {
        Value = "RULES",
        Sample = "'Edit,Bash(npm run *)'",
    };

    public static readonly Flag DisallowedTools = new("disallowedTools", "Rules that deny")
    {
        Value = "RULES",
        Sample = "'Bash(git push *)'",
    };

    public static readonly Flag Continue = new("continue", "Go on with the newest session of this folder") { Short = 'c' };

    public static readonly Flag Resume = new("resume", "Go on with this session: its id, the beginning of one, its title, or another program's session file")
    {
        Short = 'r',
        Value = "SESSION",
        Sample = "3f2a91",
        IsValueOptional = true,
    };

    public static readonly Flag PlainLines = new("plain", "Plain lines: nothing is drawn twice and no escape is sent; for screen readers and simple terminals");

    public static readonly Flag Fork = new("fork-session", "Go on beside the session that --continue or --resume names, which stays as it is");

    public static readonly Flag Durability = new("durability", "When the session's log waits for the disk: strict, also before and behind calls with effects; turn, at the end of a turn alone, so that a power cut may cost that turn")
    {
        Value = "WHEN",
        Choices = ["strict", "turn"],
        Default = "strict",
    };

    public static readonly Flag NoPager = new("no-pager", "No pager, as with NO_PAGER set");

    public static readonly Flag NoSession = new("no-session-persistence", "Keep no session");

    public static readonly Flag NoCompact = new("no-compact", "Never make the conversation smaller by itself; when it is full, the run ends and says so");

    public static readonly Flag AutoCompact = new("autocompact", "Make the conversation smaller as if the window had so many tokens; auto is the model's own")
    {
        Value = "TOKENS",
        Default = "auto",
        Sample = "100k",
    };

    public static readonly Flag ToTurn = new("to", "Go back to before this request; without it the requests are listed")
    {
        Value = "TURN",
        Sample = "3",
    };

    public static readonly Flag RewindFiles = new("files", "Only the files");

    public static readonly Flag RewindConversation = new("conversation", "Only the conversation");

    public static readonly Flag RewindBoth = new("both", "Files and conversation, which is what happens without a flag");

    public static readonly Flag Verbose = new("verbose", "Taken for the sake of scripts that give it; stream-json is whole without it");

    public static readonly Flag Tool = new("tool", "The tool that is called")
    {
        Value = "NAME",
        Default = "Bash",
        Sample = "Read",
    };

    public static readonly Flag Path = new("path", "The file that the tool reads or writes")
    {
        Value = "FILE",
        Sample = ".env",
        Completes = Completion.File,
    };

    public static readonly Flag Mode = new("mode", "The permission mode")
    {
        Value = "MODE",
        Choices = [.. Pith.Permissions.Settings.PermissionModes.All],
        Default = "that of the settings, or default",
    };

    public static readonly Flag Settings = new("settings", "One more settings file, which goes before those of the project and the user")
    {
        Value = "FILE",
        Sample = "strict.json",
        Completes = Completion.File,
    };

    public static readonly Flag McpConfig = new("mcp-config", "Servers besides those of the settings: a file like .mcp.json, or its JSON")
    {
        Value = "FILE|JSON",
        Sample = "servers.json",
        Completes = Completion.File,
    };

    public static readonly Flag Agents = new("agents", "Kinds of sub-agents besides those of the settings: a JSON object with a member for each, or a file with it")
    {
        Value = "FILE|JSON",
        Sample = "agents.json",
        Completes = Completion.File,
    };

    public static readonly Flag StrictMcp = new("strict-mcp-config", "Only the servers of --mcp-config");

    public static readonly Flag Trust = new("trust", "Take the settings of this folder as they are, though nobody has trusted it");

    public static readonly Flag Input = new("input", "The input of the call as one JSON object, or the words of the prompt")
    {
        Value = "JSON",
        Sample = "'{\"command\":\"git push\"}'",
    };

    public static readonly Flag Touched = new("touched", "As if this file had been read: what is about it, or lies on the way to it, counts too")
    {
        Value = "FILE",
        Sample = "src/parser/Lexer.cs",
        Completes = Completion.File,
    };

    /// <summary>Flags that every command takes.</summary>
    public static readonly Flag[] Everywhere = [Help, Color, NoColor];
}
