namespace Pith.Compaction.Memories;

/// <summary>A sentence, verbatim, and where it was said.</summary>
/// <param name="Turn">Where.</param>
/// <param name="Text">The sentence.</param>
public sealed record Remark(int Turn, string Text);
