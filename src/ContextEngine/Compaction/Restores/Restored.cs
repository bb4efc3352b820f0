using Pith.Conversations;

namespace Pith.Compaction.Restores;

/// <summary>A context with what it had left out.</summary>
/// <param name="View">What may be sent, but for its length.</param>
/// <param name="Handles">The digits of what was brought back, each once, in order.</param>
/// <param name="Left">The digits of what was found and not asked for, each once.</param>
/// <param name="Places">Places that were filled; a handle may stand at several.</param>
public sealed record Restored(View View, IReadOnlyCollection<string> Handles, IReadOnlyCollection<string> Left, int Places);
