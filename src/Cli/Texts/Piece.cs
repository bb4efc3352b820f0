namespace Pith.Cli.Texts;

/// <summary>Text of one style, without newlines and tabs.</summary>
internal readonly record struct Piece(string Text, Style Style);
