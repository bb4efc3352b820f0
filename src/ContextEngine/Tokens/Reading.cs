namespace Pith.Tokens;

/// <summary>How far a stream is counted: so many tokens, up to a place, behind which the text goes on as if the stem stood before it.</summary>
/// <param name="Tokens">Tokens before the place.</param>
/// <param name="At">The place in what is held.</param>
/// <param name="Stem">Stands for the counted part of the piece that goes on there.</param>
internal readonly record struct Reading(long Tokens, int At, PieceStem Stem);
