namespace Pith.Tools.Sandboxes;

/// <summary>How a command in a sandbox ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="PutBack">What it changed that it must not, and was put back.</param>
/// <param name="Unguarded">What was not guarded though it should be, a sentence each.</param>
public readonly record struct SandboxEnd(int ExitCode, IReadOnlyList<string> PutBack, IReadOnlyList<string> Unguarded);
