using Pith.Providers;

namespace Pith.Agents;

/// <summary>What the user says: the words, which hooks hear, and the content blocks that the model is sent.</summary>
/// <param name="Text">UTF-8; empty where only pictures are shown.</param>
/// <param name="Blocks">At least one; raw, as <see cref="MessageBytes"/> makes them.</param>
public sealed record UserPrompt(ReadOnlyMemory<byte> Text, IReadOnlyList<byte[]> Blocks)
{
    /// <summary>Words alone.</summary>
    /// <param name="text">UTF-8; ill-formed parts become U+FFFD.</param>
    public static UserPrompt Of(ReadOnlyMemory<byte> text) => new(text, [MessageBytes.TextBlock(text.Span)]);
}
