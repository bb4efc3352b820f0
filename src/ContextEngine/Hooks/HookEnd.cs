namespace Pith.Hooks;

/// <summary>How a hook's process ended.</summary>
/// <param name="Problem">Why it counts as failed whatever it said, as a phrase; null where its exit code counts.</param>
/// <param name="ExitCode">Its exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="Output">Standard output, UTF-8.</param>
/// <param name="Error">Standard error, UTF-8.</param>
public sealed record HookEnd(string? Problem, int ExitCode, ReadOnlyMemory<byte> Output, ReadOnlyMemory<byte> Error)
{
    /// <summary>Bytes that a hook may say, of whatever type it is.</summary>
    public const int MostOutput = 1 << 20;

    /// <summary>What it says of a hook that says more.</summary>
    internal const string TooLong = "it said more than 1 MB";

    /// <summary>The same, or a failure where it says more than any hook may.</summary>
    internal HookEnd Bounded => Output.Length <= MostOutput ? this : this with { Problem = Problem ?? TooLong, Output = default };
}
