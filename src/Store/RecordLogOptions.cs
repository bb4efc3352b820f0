namespace Pith.Store;

/// <summary>How a log is written.</summary>
public readonly record struct RecordLogOptions()
{
    /// <summary>Who to name to those who want to write too, for example <c>process 4711, pith</c>.</summary>
    public string Holder { get; init; } = "another process";

    /// <summary>Told, in one sentence, what the log survived and people should know: a disk that failed, a new segment. Called by whoever writes.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Bytes of disk kept behind the end, so that a full disk can still be recorded. 0 keeps none.</summary>
    public int Reserve { get; init; } = 1 << 20;
}
