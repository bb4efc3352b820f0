using System.Runtime.InteropServices;
using System.Text;
using Pith.Compaction;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Cli.Accounts;

/// <summary>Sums of an index, largest first; equal ones in the order of their names, so that output is the same every time.</summary>
internal static class Shares
{
    /// <summary>By kind of block and speaker.</summary>
    public static List<Share> ByKind(ContextIndex index) => By(index, (i, b) => KindOf(b));

    /// <summary>By tool: calls and results together.</summary>
    public static List<Share> ByTool(ContextIndex index) => By(index, (i, b) => b.Tool < 0 ? null : Encoding.UTF8.GetString(index.Symbol(b.Tool)));

    /// <summary>By file that calls read or change.</summary>
    public static List<Share> ByFile(ContextIndex index) =>
        By(index, (i, b) => b.Subject >= 0 && b.Work is ToolKind.Read or ToolKind.Edit or ToolKind.Write ? Encoding.UTF8.GetString(index.Symbol(b.Subject)) : null);

    /// <summary>By turn.</summary>
    public static List<Share> ByTurn(ContextIndex index) =>
        By(index, (i, b) => $"{index.Turns[b.Turn].Number} {b.Role.ToString().ToLowerInvariant()}");

    /// <summary>Results that no longer say how things are, by reason.</summary>
    public static List<Share> Superseded(ContextIndex index)
    {
        var reasons = Staleness.Of(index);
        return By(index, (i, b) => reasons[i]);
    }

    /// <summary>Results that occur more than once, with the tokens that the repeats cost; named by what was called.</summary>
    public static List<Share> Repeats(ContextIndex index)
    {
        var groups = new Dictionary<ulong, (int First, int Count)>();
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Blocks[i] is { Kind: BlockKind.Result, Length: > 64 } block)
            {
                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, block.Hash, out var known);
                group = known ? (group.First, group.Count + 1) : (i, 1);
            }

        var repeats = new List<Share>();
        foreach (var (first, count) in groups.Values.Where(g => g.Count > 1))
            repeats.Add(new Share(NameOf(index, first), count, (long)(count - 1) * index.Blocks[first].Tokens, 0));
        return Ordered(repeats);
    }

    /// <summary>What kind of block, in words.</summary>
    public static string KindOf(in Block block) => block.Kind switch
    {
        BlockKind.Text when block.Has(BlockFlags.Summary) => "summary",
        BlockKind.Text => $"{block.Role.ToString().ToLowerInvariant()} text",
        BlockKind.Call => "tool call",
        BlockKind.Result => "tool result",
        BlockKind.Image => "image",
        _ => "thinking",
    };

    private static string NameOf(ContextIndex index, int block)
    {
        var facts = index.Blocks[block];
        return $"{Encoding.UTF8.GetString(index.Symbol(facts.Tool))} {Encoding.UTF8.GetString(index.Symbol(facts.Subject))}".Trim();
    }

    private static List<Share> By(ContextIndex index, Func<int, Block, string?> name)
    {
        var sums = new Dictionary<string, Share>(StringComparer.Ordinal);
        for (var i = 0; i < index.Blocks.Length; i++)
        {
            var block = index.Blocks[i];
            if (name(i, block) is not { } key)
                continue;
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
            sum = new Share(key, sum.Blocks + 1, sum.Tokens + block.Tokens, sum.Errors + (block.Has(BlockFlags.Error) ? 1 : 0));
        }

        return Ordered(sums.Values);
    }

    private static List<Share> Ordered(IEnumerable<Share> shares) =>
        [.. shares.OrderByDescending(s => s.Tokens).ThenBy(s => s.Name, StringComparer.Ordinal)];
}
