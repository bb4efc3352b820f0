namespace Pith.Hooks;

/// <summary>How a hook's process ended.</summary>
/// <param name="Problem">Why it counts as failed whatever it said, as a phrase; null where its exit code counts.</param>
/// <param name="ExitCode">Its exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="Output">Standard output, UTF-8.</param>
/// <param name="Error">Standard error, UTF-8.</param>
public sealed record HookEnd(string? Problem, int ExitCode, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error);
