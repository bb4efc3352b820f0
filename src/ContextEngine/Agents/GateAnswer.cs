namespace Pith.Agents;

/// <summary>Whether a call may run.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="Reason">Why not, in words for the model; empty when it may.</param>
public sealed record GateAnswer(bool Allowed, string Reason)
{
    /// <summary>An input in place of the call's, raw JSON, on which the answer was given; null for its own.</summary>
    public ReadOnlyMemory<byte>? Input { get; init; }

    /// <summary>What the model is to be told besides.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why the run is to end after these calls; null where it goes on.</summary>
    public string? Stop { get; init; }

    /// <summary>It may.</summary>
    public static readonly GateAnswer Allow = new(true, "");

    /// <summary>It may not, for a reason that the model is told.</summary>
    public static GateAnswer Deny(string reason) => new(false, reason);
}
