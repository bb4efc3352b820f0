namespace Pith.Tools.Searches;

/// <summary>A line that matches.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">Behind its last byte, without the line feed.</param>
/// <param name="At">Where in the text the match starts, as near as it is known.</param>
internal readonly record struct LineMatch(int Start, int End, int At);
