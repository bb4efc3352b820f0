using Pith.Permissions;

namespace Pith.Tools;

/// <summary>Something the model can call. A tool does its work and says what it needs; whether it may is decided elsewhere.</summary>
/// <remarks>No member throws for bad input of the model: that is a <see cref="ToolResult"/> with <see cref="ToolResult.IsError"/>.</remarks>
public interface ITool
{
    /// <summary>What the model is told of it.</summary>
    ToolSpec Spec { get; }

    /// <summary>What this very call would need of the world. Reads nothing but the call. Input that cannot be read needs nothing: running it answers with the error.</summary>
    IReadOnlyList<Need> Needs(ToolCall call);

    /// <summary>Whether this very call changes nothing, so that it may run beside others.</summary>
    bool ReadsOnly(ToolCall call) => Spec.ReadOnly;

    /// <summary>Runs the call. Contract: throws nothing but <see cref="OperationCanceledException"/>.</summary>
    Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel);
}
