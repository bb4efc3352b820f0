namespace Pith.Budgets.Policies;

/// <summary>When a policy runs in a live session.</summary>
public enum ReplayRule : byte
{
    /// <summary>When the context passes the trigger, down to half of it; what it left stays until then.</summary>
    AtTrigger,

    /// <summary>Before every call, on the whole history, with the trigger as its budget; it keeps no state.</summary>
    EveryCall,

    /// <summary>When the epoch planner says so, as deep as it says; what it left stays until then.</summary>
    Planned,
}
