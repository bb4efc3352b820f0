namespace Pith.Cli.Commands;

/// <summary>A command line worth showing.</summary>
/// <param name="Line">What to type.</param>
/// <param name="Says">What that gives, as a short phrase.</param>
internal readonly record struct Example(string Line, string Says);
