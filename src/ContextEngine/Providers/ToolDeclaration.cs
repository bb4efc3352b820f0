namespace Pith.Providers;

/// <summary>A tool as a request declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">For the model.</param>
/// <param name="InputSchema">JSON Schema, UTF-8, one object.</param>
public sealed record ToolDeclaration(string Name, string Description, ReadOnlyMemory<byte> InputSchema);
