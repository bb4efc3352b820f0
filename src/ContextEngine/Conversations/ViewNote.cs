namespace Pith.Conversations;

/// <summary>What stands in a request where the log has nothing that could.</summary>
internal static class ViewNote
{
    /// <summary>In place of a result: whether the tool did its work is not known, so it must not be taken for done or undone.</summary>
    public static byte[] Interrupted { get; } = "[interrupted: the session ended before this tool returned; its effect is unknown]"u8.ToArray();

    /// <summary>In place of an empty result.</summary>
    public static byte[] NoOutput { get; } = "(no output)"u8.ToArray();

    /// <summary>Before a result whose call is not there.</summary>
    public static byte[] Stray { get; } = "[tool result]"u8.ToArray();

    /// <summary>Before an assistant that speaks first.</summary>
    public static byte[] Opening { get; } = "[the conversation starts here]"u8.ToArray();

    /// <summary>Behind an assistant that speaks last.</summary>
    public static byte[] Closing { get; } = "Continue."u8.ToArray();
}
