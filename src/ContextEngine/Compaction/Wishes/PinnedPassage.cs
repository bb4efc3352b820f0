namespace Pith.Compaction.Wishes;

/// <summary>A text that a pin found, or is.</summary>
/// <param name="Label">The pin, and where the text stands.</param>
/// <param name="Text">Verbatim.</param>
/// <param name="Said">Whether it stands in the conversation; a pin may be a note that nobody has said yet.</param>
internal readonly record struct PinnedPassage(string Label, ReadOnlyMemory<byte> Text, bool Said);
