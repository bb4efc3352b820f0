using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>One line for what an exchange did: the calls with their subjects and outcomes.</summary>
internal static class Skeleton
{
    /// <summary>The line, or empty when the exchange did nothing worth a line.</summary>
    public static string Of(ContextIndex index, Exchange exchange, History history)
    {
        var line = new StringBuilder();
        for (var i = exchange.FirstBlock; i < exchange.EndBlock; i++)
        {
            var block = index.Blocks[i];
            if (block.Kind == BlockKind.Text && block.Role == Role.Assistant && line.Length == 0)
                line.Append(Encoding.UTF8.GetString(OneLine.Of(index.Text(i), 120)));
            if (block.Kind != BlockKind.Call)
                continue;
            line.Append(line.Length == 0 ? "" : " | ").Append(Encoding.UTF8.GetString(index.Symbol(block.Tool)));
            if (block.Subject >= 0)
                line.Append(' ').Append(Encoding.UTF8.GetString(OneLine.Of(index.Symbol(block.Subject), 80)));
            if (block.Partner >= 0 && index.Blocks[block.Partner].Has(BlockFlags.Error))
                line.Append(" → error: ").Append(Encoding.UTF8.GetString(OneLine.Of(Signature.Of(index.Text(block.Partner)), 100)));
        }

        if (line.Length > 0)
            line.Insert(0, $"L{history.LineOf(FirstListed(index, exchange))} ");
        return line.ToString();
    }

    private static int FirstListed(ContextIndex index, Exchange exchange)
    {
        for (var i = exchange.FirstBlock; i < exchange.EndBlock; i++)
            if (index.Blocks[i].Kind != BlockKind.Thinking)
                return i;
        return exchange.FirstBlock;
    }
}
