namespace Pith.Cli.Accounts;

/// <summary>A part of the context under one name.</summary>
/// <param name="Name">Kind, tool, file, turn or reason.</param>
/// <param name="Blocks">Blocks in it.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="Errors">Results among them that report failure.</param>
internal readonly record struct Share(string Name, int Blocks, long Tokens, int Errors);
