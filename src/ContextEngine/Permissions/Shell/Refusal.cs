namespace Pith.Permissions.Shell;

/// <summary>Why a command line was not read to its end.</summary>
/// <param name="Reason">A sentence without a final stop.</param>
/// <param name="At">The place, in UTF-16 units from the start.</param>
public sealed record Refusal(string Reason, int At);
