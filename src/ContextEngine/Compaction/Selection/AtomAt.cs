namespace Pith.Compaction.Selection;

/// <summary>An atom of a line.</summary>
/// <param name="Id">Its number in the <see cref="AtomTable"/>.</param>
/// <param name="At">Where in the line it begins, in bytes.</param>
internal readonly record struct AtomAt(int Id, int At);
