namespace Pith.Budgets.Recordings;

/// <summary>What a policy returns: the messages a model would see, and what the handles in them lead to.</summary>
/// <param name="Messages">Oldest first.</param>
public sealed record Context(IReadOnlyList<Message> Messages)
{
    /// <summary>Texts that were kept elsewhere, by the handle that a view cites them with.</summary>
    public IReadOnlyDictionary<string, string> Blobs { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the policy says itself that it could not meet the budget.</summary>
    public bool Failed { get; init; }

    /// <summary>Tokens of all messages.</summary>
    public int Tokens { get; } = Messages.Sum(m => m.Tokens);
}
