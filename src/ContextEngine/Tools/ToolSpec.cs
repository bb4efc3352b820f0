namespace Pith.Tools;

/// <summary>What a model is told of a tool, in the terms the APIs share.</summary>
/// <param name="Name">The name people's hooks and rules know: <c>Read</c>, <c>Bash</c>.</param>
/// <param name="Description">What it does and when to use it, for the model.</param>
/// <param name="InputSchema">The JSON Schema of its input, UTF-8, one object.</param>
/// <param name="ReadOnly">Whether no call of it changes anything: such calls may run side by side, and again after an interruption.</param>
public sealed record ToolSpec(string Name, string Description, ReadOnlyMemory<byte> InputSchema, bool ReadOnly);
