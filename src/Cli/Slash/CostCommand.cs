using System.Globalization;
using Pith.Agents;
using Pith.Cli.Printing;

namespace Pith.Cli.Slash;

/// <summary><c>/cost</c>: what was spent since the start, by kind of token, and in this conversation by turn, tool, file, block, model and sub-agent.</summary>
internal sealed class CostCommand : ISlashCommand
{
    private const int Most = 8, NameWidth = 40, FiguresWidth = 28;

    public string Name => "cost";

    public string Operand => "";

    public string Summary => "Show tokens and dollars since the start, and by turn, tool, file, block, model and sub-agent";

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        var (turns, usage, dollars) = call.Spent;
        call.Print(Line("answers", turns));
        call.Print(Line("sent anew", usage.Fresh));
        call.Print(Line("cache, written", usage.CacheWrite5m + usage.CacheWrite1h));
        call.Print(Line("cache, read", usage.CacheRead));
        call.Print(Line("produced", usage.Produced));
        call.Print(dollars is { } amount
            ? string.Create(CultureInfo.InvariantCulture, $"  {"dollars",-16}{amount,14:0.0000}")
            : $"  dollars: the prices of {call.Run.Facts.Model} are not known");
        var rows = new SlashRows(call, NameWidth, FiguresWidth);
        if (call.Run.Facts.Spending is { } spending)
        {
            Part(call, rows, "by turn", spending.Turns.Reverse().Select(t => ($"{t.Number} {t.Model}", (decimal)t.Tokens, t.Dollars)));
            Part(call, rows, "by tool", Dearest(spending.Tools));
            Part(call, rows, "by file", Dearest(spending.Files));
            Part(call, rows, "by block", Dearest(spending.Blocks));
        }

        if (call.Spent.Models.Count > 1)
            Part(call, rows, "by model", call.Spent.Models.OrderByDescending(m => m.Dollars ?? 0).Select(m => (m.Model, (decimal)(m.Usage.Input + m.Usage.Produced), m.Dollars ?? 0)));
        Part(call, rows, "by sub-agent", call.Spent.Agents.OrderByDescending(a => a.Account.Dollars ?? 0).Select(a => ($"{a.Kind}: {a.Description}", (decimal)(a.Account.Usage.Input + a.Account.Usage.Produced), a.Account.Dollars ?? 0)));
        return new(SlashEffect.None);
    }

    private static IEnumerable<(string, decimal, decimal)> Dearest(IReadOnlyDictionary<string, SpendingShare> shares) =>
        shares.OrderByDescending(s => s.Value.Dollars).ThenByDescending(s => s.Value.Tokens).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value.Tokens, s.Value.Dollars));

    private static void Part(SlashCall call, SlashRows rows, string title, IEnumerable<(string Name, decimal Tokens, decimal Dollars)> shares)
    {
        var isFirst = true;
        foreach (var (name, tokens, dollars) in shares.Where(s => s.Tokens > 0).Take(Most))
        {
            if (isFirst)
                call.Print($"{title}:");
            isFirst = false;
            rows.Print(SubjectText.Clip(name, NameWidth - 2), FormattableString.Invariant($"{tokens,14:N0}{dollars,14:0.0000}"), FormattableString.Invariant($"{tokens:N0} tokens, {dollars:0.0000} dollars"));
        }
    }

    private static string Line(string name, long count) => string.Create(CultureInfo.InvariantCulture, $"  {name,-16}{count,14:N0}");
}
