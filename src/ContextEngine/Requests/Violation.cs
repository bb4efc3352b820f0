using Pith.Conversations;

namespace Pith.Requests;

/// <summary>A rule that a request breaks, and where.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Message">Position of the message; -1 for the system prompt or the whole.</param>
/// <param name="Block">Position of the block in it; -1 for all of it.</param>
public readonly record struct Violation(RequestRule Rule, int Message, int Block);
