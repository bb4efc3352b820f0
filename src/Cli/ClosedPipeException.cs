namespace Pith.Cli;

/// <summary>Whoever read our output has gone.</summary>
internal sealed class ClosedPipeException() : IOException("the pipe was closed");
