using Pith.Cli.Verbs;

namespace Pith.Cli.Commands;

/// <summary><c>pith print</c>, which is <c>pith -p</c>.</summary>
internal static class AgentCommand
{
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
            Flags.OutputFormat,
            Flags.InputFormat,
            Flags.IncludePartial,
            Flags.ReplayUser,
            Flags.PermissionPromptTool,
            Flags.MaxTurns,
            Flags.MaxBudget,
            Flags.SystemPrompt,
            Flags.AppendSystemPrompt,
            Flags.Tools,
            Flags.PermissionMode,
            Flags.Sandbox,
            Flags.AllowedTools,
            Flags.DisallowedTools,
            Flags.Settings,
            Flags.Trust,
            Flags.McpConfig,
            Flags.StrictMcp,
            Flags.Continue,
            Flags.Resume,
            Flags.Fork,
            Flags.NoSession,
            Flags.NoCompact,
            Flags.AutoCompact,
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
}
