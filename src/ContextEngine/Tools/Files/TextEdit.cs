namespace Pith.Tools.Files;

/// <summary>One replacement.</summary>
/// <param name="Old">What is to be found, UTF-8 with LF.</param>
/// <param name="New">What comes in its place, UTF-8.</param>
/// <param name="All">Whether every place is meant, not the only one.</param>
internal readonly record struct TextEdit(byte[] Old, byte[] New, bool All);
