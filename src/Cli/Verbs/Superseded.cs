using Pith.Compaction;
using Pith.Conversations;

namespace Pith.Cli.Verbs;

/// <summary>Results that no longer say how things are, summed by reason.</summary>
internal static class Superseded
{
    public static List<AccountRow> Of(ContextIndex index)
    {
        var reasons = Staleness.Of(index);
        var rows = new Dictionary<string, AccountRow>(StringComparer.Ordinal);
        for (var i = 0; i < reasons.Length; i++)
        {
            if (reasons[i] is not { } reason)
                continue;
            var (row, block) = (rows.GetValueOrDefault(reason, new AccountRow(reason, 0, 0, 0)), index.Blocks[i]);
            rows[reason] = row with { Blocks = row.Blocks + 1, Tokens = row.Tokens + block.Tokens, Bytes = row.Bytes + block.Length };
        }

        return [.. rows.Values.OrderByDescending(r => r.Tokens).ThenBy(r => r.Name, StringComparer.Ordinal)];
    }
}
