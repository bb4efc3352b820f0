using System.Text;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>Where the tokens of a context are.</summary>
public static class Account
{
    /// <summary>Rows by falling tokens (turns: in order). Linear in blocks.</summary>
    /// <param name="index">A sealed index.</param>
    /// <param name="by">What to split by.</param>
    public static List<AccountRow> Of(ContextIndex index, Grouping by)
    {
        var rows = new Dictionary<string, AccountRow>(StringComparer.Ordinal);
        foreach (ref readonly var block in index.Blocks)
        {
            if (NameOf(index, block, by) is not { } name)
                continue;
            var row = rows.GetValueOrDefault(name, new AccountRow(name, 0, 0, 0));
            rows[name] = row with { Blocks = row.Blocks + 1, Tokens = row.Tokens + block.Tokens, Bytes = row.Bytes + block.Length };
        }

        var list = rows.Values.ToList();
        if (by != Grouping.Turn)
            list.Sort((a, b) => b.Tokens != a.Tokens ? b.Tokens.CompareTo(a.Tokens) : string.CompareOrdinal(a.Name, b.Name));
        return list;
    }

    /// <summary>The blocks that take the most, each a row of its own: its turn, what it is and what it is about.</summary>
    /// <param name="index">A sealed index.</param>
    /// <param name="most">How many.</param>
    public static List<AccountRow> Largest(ContextIndex index, int most)
    {
        var blocks = index.Blocks.ToArray();
        return [.. Enumerable.Range(0, blocks.Length).OrderByDescending(i => blocks[i].Tokens).Take(most).Select(Row)];

        AccountRow Row(int i) => new($"turn {index.Turns[blocks[i].Turn].Number}, {KindName(blocks[i])}: {Describe(index, blocks[i], i)}", 1, blocks[i].Tokens, blocks[i].Length);
    }

    /// <summary>Texts that occur more than once, by falling waste: the tokens of every copy but one.</summary>
    /// <param name="index">A sealed index.</param>
    public static List<AccountRow> Repeats(ContextIndex index)
    {
        const int shortest = 64; // bytes; shorter texts repeat by nature ("ok")
        var groups = new Dictionary<ulong, (int First, int Count)>();
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Blocks[i].Length >= shortest)
                groups[index.Blocks[i].Hash] = groups.TryGetValue(index.Blocks[i].Hash, out var known) ? (known.First, known.Count + 1) : (i, 1);
        var rows = new List<AccountRow>();
        foreach (var (first, count) in groups.Values)
            if (count > 1 && index.Blocks[first] is var block)
                rows.Add(new AccountRow(Describe(index, block, first), count, (long)block.Tokens * (count - 1), (long)block.Length * (count - 1)));
        rows.Sort((a, b) => b.Tokens != a.Tokens ? b.Tokens.CompareTo(a.Tokens) : string.CompareOrdinal(a.Name, b.Name));
        return rows;
    }

    private static string? NameOf(ContextIndex index, in Block block, Grouping by) => by switch
    {
        Grouping.Kind => KindName(block),
        Grouping.Turn => $"{index.Turns[block.Turn].Number} {index.Turns[block.Turn].Role.ToString().ToLowerInvariant()}",
        Grouping.Tool => block.Tool < 0 ? null : Encoding.UTF8.GetString(index.Symbol(block.Tool)),
        _ => block.Subject < 0 || block.Work is ToolKind.Shell or ToolKind.Search or ToolKind.Todo ? null : Encoding.UTF8.GetString(index.Symbol(block.Subject)),
    };

    private static string KindName(in Block block) => block.Kind switch
    {
        BlockKind.Text when block.Has(BlockFlags.Summary) => "summary",
        BlockKind.Text when block.Has(BlockFlags.Meta) => "harness text",
        BlockKind.Text => $"{block.Role.ToString().ToLowerInvariant()} text",
        _ => block.Kind.ToString().ToLowerInvariant(),
    };

    private static string Describe(ContextIndex index, in Block block, int at)
    {
        var what = block.Tool >= 0 ? Encoding.UTF8.GetString(index.Symbol(block.Tool)) + " " : "";
        if (block.Subject >= 0)
            return what + Encoding.UTF8.GetString(index.Symbol(block.Subject));
        var text = index.Text(at).Trim(" \t\r\n"u8);
        var line = text.IndexOf((byte)'\n') is var end and >= 0 ? text[..end] : text;
        return what + Encoding.UTF8.GetString(line[..Text.Utf8Text.CutAt(line, 80)]);
    }
}
