namespace Pith.Compaction.Memories;

/// <summary>What became of a request, told from events alone: nobody judges whether it was done well.</summary>
public enum RequestState : byte
{
    /// <summary>Nothing was said or done since.</summary>
    Pending,

    /// <summary>The newest request that is being worked on: a call is the last event, or answers nothing yet.</summary>
    Active,

    /// <summary>The agent ended its turn with words.</summary>
    Answered,

    /// <summary>The user spoke again before the agent had ended its turn.</summary>
    Superseded,
}
