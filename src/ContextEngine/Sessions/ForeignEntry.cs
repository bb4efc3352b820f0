namespace Pith.Sessions;

/// <summary>What a record of another program's session says: a message, or that the context starts anew.</summary>
/// <param name="Message">The message; null for a boundary.</param>
/// <param name="Ids">Ids of the records that the message stands in; for a boundary of those that stay in the context.</param>
/// <param name="Facts">What else the records say.</param>
internal sealed record ForeignEntry(SessionMessage? Message, IReadOnlyList<string> Ids, ForeignFacts Facts);
