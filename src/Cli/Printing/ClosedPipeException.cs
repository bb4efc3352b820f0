namespace Pith.Cli.Printing;

/// <summary>Whoever read our output has gone.</summary>
internal sealed class ClosedPipeException() : IOException("the pipe was closed");
