using System.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>A block of a message as people read it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; what is no Unicode is replaced. A call's is its input, a picture's its media type.</param>
/// <param name="Tool">A call's tool; else empty.</param>
/// <param name="IsError">Whether it is a result that reports failure.</param>
public sealed record SessionBlock(BlockKind Kind, string Text, string Tool, bool IsError)
{
    /// <summary>The blocks of a message, in order.</summary>
    public static IReadOnlyList<SessionBlock> Of(SessionMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var collector = new Collector();
        AnthropicContent.Read(JsonValue.Of(message.Content.Span), collector);
        return collector.Blocks;
    }

    private sealed class Collector : ITranscriptSink
    {
        public List<SessionBlock> Blocks { get; } = [];

        public void Record(in RecordView record)
        {
        }

        public void Block(in BlockView block) =>
            Blocks.Add(new SessionBlock(block.Kind, block.Kind == BlockKind.Image ? Encoding.UTF8.GetString(block.MediaType) : block.Text.ToText(), block.Tool.ToText(), block.IsError));
    }
}
