namespace Pith.Compaction.Restores;

/// <summary>A place of a block where pith left something out.</summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Digits">The first 16 hexadecimal digits of what stood there.</param>
/// <param name="Start">First byte of the place in the block's text.</param>
/// <param name="End">Behind its last byte.</param>
internal readonly record struct Citation(CitationKind Kind, string Digits, int Start, int End);
