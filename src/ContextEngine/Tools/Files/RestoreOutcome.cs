namespace Pith.Tools.Files;

/// <summary>What a rewind did with a file.</summary>
public enum RestoreOutcome
{
    /// <summary>It held its earlier content already.</summary>
    AsBefore,

    /// <summary>It holds its earlier content again.</summary>
    Restored,

    /// <summary>It did not exist before, and is gone again.</summary>
    Removed,

    /// <summary>Someone else changed it since; it was left alone.</summary>
    ChangedByOthers,

    /// <summary>It could not be read or written; it was left alone.</summary>
    Failed,
}
