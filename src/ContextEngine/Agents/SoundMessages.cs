using Pith.Compaction;
using Pith.Models;
using Pith.Providers;
using Pith.Requests;
using Pith.Store;
using Pith.Tokens;

namespace Pith.Agents;

/// <summary>
/// Messages from a log as a provider takes them. A log in order comes out byte for byte, so that the request goes on where
/// the last one ended; from any other the request is made anew by <see cref="LogRequest"/>, with what had to be put right.
/// </summary>
internal static class SoundMessages
{
    // Stands where the next prompt will, so that an answer at the end needs no words behind it.
    private static readonly byte[] Prompt = MessageBytes.User("pith: here the next prompt stands"u8);

    /// <summary>The messages as they may be sent, a prompt of the user's behind them.</summary>
    /// <param name="messages">Each one JSON object.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="store">Takes what only its preview is sent of.</param>
    /// <param name="repairs">Places that were put right; 0 where the messages are those given.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Of(IReadOnlyList<ReadOnlyMemory<byte>> messages, string model, BlobStore? store, out int repairs)
    {
        repairs = messages.Count == 0 ? 0 : RequestCheck.Of(AsSent.Of([.. messages, Prompt]), new RequestLimits()).Count;
        if (repairs == 0)
            return messages;
        using var index = MessageList.Index([.. messages, Prompt], model.StartsWith("claude", StringComparison.Ordinal) ? model : "claude", TokenMeter.Chars4);
        var made = LogRequest.Of(index, new MessagesWriter(model), int.MaxValue)!;
        store?.PutAll(made.Plan.Cited);
        var sound = MessageList.Of(made.Bytes);
        WithoutPrompt(sound);
        return sound;
    }

    private static void WithoutPrompt(List<ReadOnlyMemory<byte>> messages)
    {
        var block = MessageBytes.ContentOf(Prompt)[1..^1];
        var last = messages[^1];
        messages.RemoveAt(messages.Count - 1);
        var at = last.Span.LastIndexOf(block);
        if (last.Span[at - 1] == ',') // results of calls, or words, stand before it
            messages.Add((byte[])[.. last.Span[..(at - 1)], .. last.Span[(at + block.Length)..]]);
    }
}
