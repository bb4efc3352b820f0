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

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ModelFeature> All { get; } = [StructuredOutput, TokenEfficientTools, TaskBudget, ContextEditing];
}
