namespace Pith.Agents.SubAgents;

/// <summary>A sub-agent cannot be started; the message is for the model.</summary>
public sealed class SubAgentException : Exception
{
    /// <summary>For the runtime.</summary>
    public SubAgentException()
    {
    }

    /// <summary>With the sentence to show.</summary>
    public SubAgentException(string message) : base(message)
    {
    }

    /// <summary>With the sentence to show and what caused it.</summary>
    public SubAgentException(string message, Exception inner) : base(message, inner)
    {
    }
}
