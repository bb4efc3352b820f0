namespace Pith.Sessions;

/// <summary>What a session stands in while it is written.</summary>
public readonly record struct SessionOptions()
{
    /// <summary>Gives the records their times.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who to name to those who want to write too, for example <c>process 4711, pith</c>.</summary>
    public string Holder { get; init; } = "another process";

    /// <summary>Told, in one sentence each, what people should know: a failed disk, a torn record set aside.</summary>
    public Action<string>? Warn { get; init; }
}
