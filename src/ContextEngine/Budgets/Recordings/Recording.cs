namespace Pith.Budgets.Recordings;

/// <summary>A recorded session up to its first compaction, as the benchmark reads it.</summary>
/// <param name="Name">How reports call it.</param>
/// <param name="Messages">The conversation, oldest first: no system prompt, no reasoning, no pictures.</param>
public sealed record Recording(string Name, IReadOnlyList<Message> Messages)
{
    /// <summary>Tokens of all messages.</summary>
    public long Tokens { get; } = Messages.Sum(m => (long)m.Tokens);

    /// <summary>Calls of all messages.</summary>
    public int Calls { get; } = Messages.Sum(m => m.Calls.Count);
}
