using System.Buffers;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>One line for what an exchange did: the calls with their subjects and outcomes.</summary>
internal static class Skeleton
{
    /// <summary>Writes the line. False, and nothing written, when the exchange did nothing worth a line.</summary>
    public static bool Write(ContextIndex index, Exchange exchange, History history, ArrayBufferWriter<byte> line)
    {
        var before = line.WrittenCount;
        line.Append($"L{history.LineOf(FirstListed(index, exchange))} ");
        var start = line.WrittenCount;
        for (var i = exchange.FirstBlock; i < exchange.EndBlock; i++)
        {
            ref readonly var block = ref index.Blocks[i];
            if (block.Kind == BlockKind.Text && block.Role == Role.Assistant && line.WrittenCount == start)
                line.Append($"{OneLine.Of(index.Text(i), 120)}");
            if (block.Kind != BlockKind.Call)
                continue;
            line.Append($"{(line.WrittenCount == start ? "" : " | ")}{index.Symbol(block.Tool)}");
            if (block.Subject >= 0)
                line.Append($" {OneLine.Of(index.Symbol(block.Subject), 80)}");
            if (block.Partner >= 0 && index.Blocks[block.Partner].Has(BlockFlags.Error))
                line.Append($" → error: {OneLine.Of(Signature.Of(index.Text(block.Partner)), 100)}");
        }

        if (line.WrittenCount == start)
            line.Rewind(before);
        return line.WrittenCount > before;
    }

    private static int FirstListed(ContextIndex index, Exchange exchange)
    {
        for (var i = exchange.FirstBlock; i < exchange.EndBlock; i++)
            if (index.Blocks[i].Kind != BlockKind.Thinking)
                return i;
        return exchange.FirstBlock;
    }
}
