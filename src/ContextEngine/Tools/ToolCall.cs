namespace Pith.Tools;

/// <summary>One call, as the model made it.</summary>
/// <param name="Id">The provider's name for the call; its result is sent back under it.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Input">The input's raw JSON, UTF-8, exactly as it came: one object, or whatever the model wrote instead.</param>
public readonly record struct ToolCall(string Id, string Name, ReadOnlyMemory<byte> Input);
