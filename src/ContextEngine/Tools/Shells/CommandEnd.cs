namespace Pith.Tools.Shells;

/// <summary>Why a command ended.</summary>
internal enum CommandEnd
{
    /// <summary>It left by itself.</summary>
    Exited,

    /// <summary>It took longer than it was given.</summary>
    TimedOut,

    /// <summary>Someone wanted it to end.</summary>
    Stopped,
}
