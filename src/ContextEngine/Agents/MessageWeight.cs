using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>
/// How many bytes of text a message weighs, where tokens are reckoned from bytes. A picture costs by its pixels and not by its
/// data, which would count a photograph as a million tokens.
/// </summary>
internal static class MessageWeight
{
    /// <summary>What a picture weighs at the most: 4,784 tokens (platform.claude.com, Vision, autumn 2026) of three bytes.</summary>
    public const int Picture = 4784 * 3;

    /// <summary>Bytes. Reads only what is larger than a picture could weigh.</summary>
    public static long Of(ReadOnlySpan<byte> message)
    {
        if (message.Length <= Picture || message.IndexOf("\"image\""u8) < 0)
            return message.Length;
        long weight = message.Length;
        foreach (var block in JsonValue.Of(message).Field("content"u8).Elements())
            if (block.Field("type"u8).Is("image"u8))
                weight -= Math.Max(0, block.Raw.Length - Picture);
        return weight;
    }
}
