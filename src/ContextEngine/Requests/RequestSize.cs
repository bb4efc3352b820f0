using Pith.Conversations;

namespace Pith.Requests;

/// <summary>Bytes of a request before it is written: its texts and what wraps them, without escapes.</summary>
internal static class RequestSize
{
    /// <summary>Bytes that wrap a block in the Messages form, at most.</summary>
    public const int Wrapping = 128;

    public static long Of(View view)
    {
        var bytes = (long)view.Tools.Length;
        foreach (var part in view.System)
            bytes += part.Length + Wrapping;
        foreach (var message in view.Messages)
            foreach (var block in message.Blocks)
                bytes += block.Text.Length + block.Extra.Length + Wrapping;
        return bytes;
    }
}
