namespace Pith.Tools.Questions;

/// <summary>An answer that a question offers.</summary>
/// <param name="Label">What is chosen.</param>
/// <param name="Description">What choosing it means; may be empty.</param>
public readonly record struct UserOption(string Label, string Description);
