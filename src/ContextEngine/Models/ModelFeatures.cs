namespace Pith.Models;

/// <summary>What is known of the features of Anthropic's API, as data (platform.claude.com, autumn 2026).</summary>
public static class ModelFeatures
{
    private static readonly string[] Current = ["claude-opus-4-5", "claude-opus-4-6", "claude-opus-4-7", "claude-opus-4-8", "claude-sonnet-4-5", "claude-sonnet-4-6", "claude-haiku-4-5", "claude-opus-5", "claude-sonnet-5", "claude-haiku-5", "claude-fable-5"];

    /// <summary>Answers held to a JSON Schema by the provider itself.</summary>
    public static readonly ModelFeature StructuredOutput = new("structured-output", "", true, Current);

    /// <summary>Fewer tokens for calls. Built in since Claude 4.</summary>
    public static readonly ModelFeature TokenEfficientTools = new("token-efficient-tools", "token-efficient-tools-2025-02-19", true, ["claude-3-7-sonnet"]);

    /// <summary>A number of tokens that the model is told it has for the whole task; advice, no limit.</summary>
    public static readonly ModelFeature TaskBudget = new("task-budget", "task-budgets-2026-03-13", true, ["claude-opus-4-7", "claude-opus-4-8", "claude-opus-5", "claude-sonnet-5", "claude-haiku-5", "claude-fable-5"]);

    /// <summary>Old results of tools are left out by the provider. Off: the compactor does it, and can bring them back.</summary>
    public static readonly ModelFeature ContextEditing = new("context-editing", "context-management-2025-06-27", false, ["claude-sonnet-4", "claude-opus-4", "claude-haiku-4-5", "claude-opus-5", "claude-sonnet-5", "claude-haiku-5", "claude-fable-5"]);

    /// <summary>
    /// Cached tools and system texts that are shared beyond a workspace, which is as far as a cache reaches by itself. Off: other open clients
    /// send it, the provider's documentation has neither header nor field, and gateways refuse it.
    /// </summary>
    public static readonly ModelFeature PromptCachingScope = new("prompt-caching-scope", "prompt-caching-scope-2026-01-05", false, Current);

    /// <summary>A signed summary by the provider takes the place of what was said, when pith asks for one. Off: code alone compacts, checks and brings back.</summary>
    public static readonly ModelFeature Compaction = new("compaction", "compact-2026-09-04", false, ["claude-fable-5-1", "claude-fable-5-20", "claude-opus-5", "claude-sonnet-5", "claude-haiku-5-5", "claude-opus-4-8", "claude-opus-4-7", "claude-opus-4-6", "claude-sonnet-4-6"]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ModelFeature> All { get; } = [StructuredOutput, TokenEfficientTools, TaskBudget, ContextEditing, PromptCachingScope, Compaction];
}
