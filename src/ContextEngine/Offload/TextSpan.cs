namespace Pith.Offload;

/// <summary>A run of selected text.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">The byte after the last; the run ends after a line feed unless it was cut inside a very long line.</param>
/// <param name="FirstLine">Line of the first byte, from 1.</param>
/// <param name="LastLine">Line of the last byte, from 1.</param>
public readonly record struct TextSpan(int Start, int End, int FirstLine, int LastLine);
