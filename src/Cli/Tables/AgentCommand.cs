using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary><c>pith print</c>, which is <c>pith -p</c>, and <c>pith chat</c>, which is <c>pith</c> alone.</summary>
internal static class AgentCommand
{
    /// <summary>What any run of an agent takes, with a terminal or without.</summary>
    private static readonly Flag[] _ofARun =
    [
        Flags.MaxTurns,
        Flags.MaxMinutes,
        Flags.MaxBudget,
        Flags.TaskBudget,
        Flags.Features,
        Flags.Betas,
        Flags.SystemPrompt,
        Flags.AppendSystemPrompt,
        Flags.Tools,
        Flags.PermissionMode,
        Flags.SkipPermissions,
        Flags.AddDir,
        Flags.Sandbox,
        Flags.AllowedTools,
        Flags.DisallowedTools,
        Flags.Settings,
        Flags.Trust,
        Flags.McpConfig,
        Flags.StrictMcp,
        Flags.Agents,
        Flags.Continue,
        Flags.Resume,
        Flags.Fork,
        Flags.Durability,
        Flags.NoSession,
        Flags.NoCompact,
        Flags.AutoCompact,
    ];

    /// <summary>What <c>pith -p</c> means, wherever the flag stands.</summary>
    public static readonly Command Ask = new("print", "Ask a model, let it work, print its answer (pith -p)")
    {
        Operands = "[PROMPT]",
        Most = 1,
        Details =
        [
            "'pith -p PROMPT' is the same. What is piped in comes before the prompt, at most 10 MB.",
            "Asks Anthropic's Messages API, or a server that speaks it (ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN, ANTHROPIC_BASE_URL), or OpenAI's Responses API, or a Chat Completions server such as Ollama, llama.cpp, vLLM or OpenRouter (OPENAI_BASE_URL, OPENAI_API_KEY, with --model; OPENAI_API chooses between the two). Where both are set, names of Claude models go to the first. script:FILE plays a written script and replay:FILE the answers of a recorded transcript; both need no network.",
            "A request that fails for load or a broken connection is tried again up to six times; one that the provider refuses is not. --max-budget-usd holds whatever happens: before each answer the worst it can cost is reserved.",
            "The JSON forms are those of the Claude Code SDK; docs/agent.md has them.",
        ],
        Flags =
        [
            Flags.Print,
            Flags.AskModel,
            Flags.FallbackModel,
            Flags.OutputFormat,
            Flags.JsonSchema,
            Flags.InputFormat,
            Flags.IncludePartial,
            Flags.ReplayUser,
            Flags.PermissionPromptTool,
            Flags.Init,
            Flags.Maintenance,
            Flags.InitOnly,
            .. _ofARun,
            Flags.Verbose,
        ],
        Examples =
        [
            new("pith -p hello", "one question, one answer"),
            new("git diff | pith -p 'write a commit message' --model haiku", "about what is piped in"),
            new("pith -p 'say hello' --model script:hello.jsonl --output-format stream-json", "offline, for a program"),
        ],
        Run = PrintVerb.Run,
    };

    /// <summary>What <c>pith</c> means where no command is named.</summary>
    public static readonly Command Chat = new("chat", "Talk with an agent in this terminal (pith alone)")
    {
        Operands = "[PROMPT]",
        Most = 1,
        Details =
        [
            "'pith', 'pith PROMPT' and 'pith --continue' are the same as with 'chat'. A prompt of one word needs 'chat' before it. Who is asked is decided as for pith -p.",
            "What is finished goes to the terminal's own scrollback; below it stand the prompt and a line with model, context, dollars and cache. /help shows the commands and keys: Esc or Ctrl-C interrupts, Ctrl-D leaves, Alt-Enter begins a new line, !COMMAND runs a command, @ and Tab complete a path.",
            "Calls that no rule allows are asked about: once, always in this session by the rule that is shown, or not, with words for the model. Shift-Tab changes the permission mode. What models and tools say never steers the terminal.",
            "Prompts are kept in history below PITH_HOME, for their owner alone; one that begins with a blank is not. docs/terminal.md says more.",
        ],
        Flags =
        [
            Flags.AskModel,
            Flags.FallbackModel,
            .. _ofARun,
            Flags.InitOnly,
            Flags.PlainLines,
        ],
        Examples =
        [
            new("pith", "a conversation in this folder"),
            new("pith 'why does the build fail?'", "with a first prompt"),
            new("pith --continue", "goes on with the newest session of this folder"),
            new("pith --resume", "shows a list of them"),
        ],
        Run = ChatVerb.Run,
    };
}
