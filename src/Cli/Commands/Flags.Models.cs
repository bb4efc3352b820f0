namespace Pith.Cli.Commands;

/// <content>Flags for the model: which, what it is told, and features of its provider.</content>
internal static partial class Flags
{
    public static readonly Flag AskModel = new("model", "The model to ask: an id, opus, sonnet or haiku, script:FILE or replay:FILE")
    {
        Value = "MODEL",
        Default = "what ANTHROPIC_MODEL names, else sonnet",
        Sample = "claude-sonnet-5-5",
    };

    public static readonly Flag FallbackModel = new("fallback-model", "Models to ask, in this order, when the model has no room or does not answer")
    {
        Value = "MODELS",
        Sample = "sonnet,haiku",
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
        Default = "by model: structured-output, token-efficient-tools, task-budget; not context-editing, prompt-caching-scope, compaction",
        Sample = "context-editing,no-structured-output",
    };

    public static readonly Flag Betas = new("betas", "Words to send as anthropic-beta, with commas between")
    {
        Value = "NAMES",
        Sample = "context-1m-2025-08-07",
    };
}
