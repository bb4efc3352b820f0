using Pith.Tokens;

namespace Pith.Conversations;

/// <summary>What the size of a context depends on besides its records.</summary>
/// <param name="Estimator">Weights of the model's family; for a published vocabulary its exact count with what wraps it.</param>
/// <param name="Images">What a picture costs the model.</param>
public readonly record struct ContextSizeOptions(Estimator Estimator, ImageRule Images)
{
    /// <summary>Whether the model keeps the thinking of earlier turns in its context.</summary>
    public bool KeepsThinking { get; init; } = true;

    /// <summary>Tokens of the system prompt that declared tools bring with them.</summary>
    public int ToolPrompt { get; init; }
}
