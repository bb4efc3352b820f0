namespace Pith.Tools.Questions;

/// <summary>A question of the model to the person.</summary>
/// <param name="Text">The question.</param>
/// <param name="Header">A word or two for it; may be empty.</param>
/// <param name="Options">Answers to choose from; none when any is welcome. The person may always answer otherwise.</param>
/// <param name="TakesSeveral">Whether several may be chosen.</param>
public sealed record UserQuestion(string Text, string Header, IReadOnlyList<UserOption> Options, bool TakesSeveral);
