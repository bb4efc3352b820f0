namespace Pith.Compaction.Selection;

/// <summary>What happened to a file or a command so far: how often it was read, changed or run, and when last.</summary>
internal struct SubjectFacts
{
    /// <summary>Calls of each kind so far.</summary>
    public int Reads, Changes, Runs;

    /// <summary>The exchange of the last call, and of the last that changed it; -1 where none did.</summary>
    public int LastTouch, LastChange;

    /// <summary>Whether a person named it.</summary>
    public bool Asked;
}
