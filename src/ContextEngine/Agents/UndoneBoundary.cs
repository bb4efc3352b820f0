using Pith.Conversations;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>A session's conversation as if its last boundary had not been. The session stays as it is.</summary>
public static class UndoneBoundary
{
    /// <summary>A sealed index of it, which the caller disposes; null where no boundary stands.</summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="blobs">Where large contents are.</param>
    /// <param name="model">The model that answered last, or empty.</param>
    /// <param name="meter">Counts the tokens.</param>
    /// <param name="lost">Told, a sentence each, what could not be brought back; a preview stands in its place.</param>
    public static ContextIndex? Of(string path, BlobStore blobs, string model, TokenMeter meter, Action<string> lost)
    {
        ArgumentNullException.ThrowIfNull(lost);
        if (SessionMessages.Uncollapsed(path, blobs) is not { } messages)
            return null;
        foreach (var message in messages)
            if (message.Lost is { } sentence)
                lost(sentence);
        return MessageList.Index([.. messages.Select(m => (ReadOnlyMemory<byte>)MessageBytes.Of(m.Role == Role.Assistant, m.Content.Span))], model, meter);
    }
}
