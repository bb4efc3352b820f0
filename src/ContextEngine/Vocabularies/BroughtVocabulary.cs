using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>A vocabulary that a user brought, opened.</summary>
/// <param name="Meter">How to count with it.</param>
/// <param name="CacheProblem">Why it could not be kept in the cache, and so is compiled at every use; null where it is there.</param>
public sealed record BroughtVocabulary(TokenMeter Meter, Exception? CacheProblem);
