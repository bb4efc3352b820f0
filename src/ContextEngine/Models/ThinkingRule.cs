namespace Pith.Models;

/// <summary>
/// Whether a model keeps the thinking of earlier turns in its context. Opus from 4.5, Sonnet from 4.6 and the later
/// families do; before them, and for every Haiku, the API leaves it out as soon as the user speaks again; within one
/// turn, while tools answer, it counts for all (platform.claude.com, Extended thinking and Context windows).
/// </summary>
public static class ThinkingRule
{
    private static readonly string[] Leaves =
        ["claude-3", "claude-haiku", "claude-opus-4-0", "claude-opus-4-1", "claude-opus-4-2", "claude-sonnet-4-0", "claude-sonnet-4-2", "claude-sonnet-4-5"];

    /// <summary>Whether thinking of earlier turns counts. Models of other houses report reasoning as output and are taken to keep it.</summary>
    /// <param name="model">An id as providers write it.</param>
    public static bool Keeps(string model)
    {
        model = ModelCatalog.Canonical(model);
        return model is not ("claude-opus-4" or "claude-sonnet-4") && !Array.Exists(Leaves, name => model.StartsWith(name, StringComparison.Ordinal));
    }

    private static readonly string[] Binds =
        ["claude-fable-5-1", "claude-fable-5-2", "claude-mythos-5", "claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5"];

    /// <summary>
    /// Whether the API refuses thinking when anything before it changed: system prompt, tools or messages
    /// (platform.claude.com, Preserved thinking, September 2026).
    /// </summary>
    /// <param name="model">An id as providers write it.</param>
    public static bool IsBound(string model)
    {
        model = ModelCatalog.Canonical(model);
        return Array.Exists(Binds, name => model.StartsWith(name, StringComparison.Ordinal));
    }
}
