namespace Pith.Cli.Terminal.Diffs;

/// <summary>One line of a diff.</summary>
/// <param name="Kind">' ' for a line that stays, '-' for one that goes, '+' for one that comes.</param>
/// <param name="Number">Its number, from 1: in the old text for one that goes, else in the new.</param>
/// <param name="Text">The line.</param>
internal readonly record struct LineChange(char Kind, int Number, string Text);
