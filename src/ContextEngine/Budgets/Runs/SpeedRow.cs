namespace Pith.Budgets.Runs;

/// <summary>Speed of one policy at one size.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Tokens">Size of the context.</param>
/// <param name="Milliseconds">A compaction from nothing.</param>
/// <param name="Bytes">Allocated by it.</param>
/// <param name="NextMilliseconds">With one turn more.</param>
/// <param name="NextBytes">Allocated by that.</param>
public sealed record SpeedRow(string Policy, int Tokens, double Milliseconds, long Bytes, double NextMilliseconds, long NextBytes);
