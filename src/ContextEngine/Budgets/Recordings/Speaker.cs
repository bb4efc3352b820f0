namespace Pith.Budgets.Recordings;

/// <summary>Who a message of a recording is from.</summary>
public enum Speaker : byte
{
    /// <summary>A person, or a text that a policy wrote in a person's place.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>One result of one call.</summary>
    Tool,
}
