namespace Pith.Store;

/// <summary>How to collect what nothing refers to.</summary>
public readonly record struct CollectOptions()
{
    /// <summary>How long a blob is kept after it was last put, whether or not anything refers to it: contexts that were written elsewhere do.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(14);

    /// <summary>How long it stays in the trash after that.</summary>
    public TimeSpan InTrash { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Files and folders, besides the sessions of the store, whose references count; each must exist.</summary>
    public IReadOnlyList<string> AlsoFrom { get; init; } = [];

    /// <summary>Only say what would be done.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>Who collects, for those who find the store locked.</summary>
    public string Holder { get; init; } = "another collection";
}
