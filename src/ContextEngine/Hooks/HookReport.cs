namespace Pith.Hooks;

/// <summary>What one hook did.</summary>
/// <param name="Hook">The hook.</param>
/// <param name="End">How its process ended.</param>
/// <param name="Outcome">What that comes to.</param>
/// <param name="Took">How long it took.</param>
public sealed record HookReport(HookHandler Hook, HookEnd End, HookOutcome Outcome, TimeSpan Took);
