namespace Pith.Conversations;

/// <summary>Something that a request would have been refused for, and what was done about it.</summary>
/// <param name="Rule">The rule that did not hold.</param>
/// <param name="Message">Position of the message at that time; -1 for the whole.</param>
/// <param name="Done">What was done, as part of a sentence.</param>
public readonly record struct Repair(RequestRule Rule, int Message, string Done);
