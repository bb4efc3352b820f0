namespace Pith.Tools;

/// <summary>What a call came to.</summary>
/// <param name="Text">What the model reads, UTF-8; not yet cut to a preview.</param>
/// <param name="IsError">Whether the call failed, or was refused.</param>
public sealed record ToolResult(ReadOnlyMemory<byte> Text, bool IsError);
