namespace Pith.Conversations;

/// <summary>One line of an account.</summary>
/// <param name="Name">What the row is about.</param>
/// <param name="Blocks">How many blocks.</param>
/// <param name="Tokens">Their tokens, in the index's unit.</param>
/// <param name="Bytes">Their bytes of UTF-8.</param>
public readonly record struct AccountRow(string Name, int Blocks, long Tokens, long Bytes);
