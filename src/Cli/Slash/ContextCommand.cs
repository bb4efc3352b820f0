using System.Globalization;
using Pith.Agents;
using Pith.Cli.Verbs;
using Pith.Conversations;
using Pith.Models;

namespace Pith.Cli.Slash;

/// <summary><c>/context</c>: what fills the window.</summary>
internal sealed class ContextCommand : ISlashCommand
{
    public string Name => "context";

    public string Operand => "";

    public string Summary => "Show what fills the window, by kind, tool and file, with tokens and dollars";

    private const int Most = 8;

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        var use = ContextUse.Of(call.Run.Loop.Request);
        var model = call.Run.Loop.Request.Head.Model;
        var window = ModelCatalog.TryFind(model, out var known) && known.Window > 0 ? $" of {known.Window:N0}" : "";
        call.Print($"~{use.Total:N0}{window} tokens, counted as o200k_base");
        call.Print($"  {"",-40}{"tokens",12}{"share",8}{"from cache",13}{"anew",12}");
        Row(call, use, model, "system text", use.System);
        Row(call, use, model, "tools", use.Tools);
        Part(call, use, model, "by kind", use.Kinds);
        Part(call, use, model, "by tool", use.ByTool);
        Part(call, use, model, "by file", use.Files);
        return new(SlashEffect.None);
    }

    private static void Part(SlashCall call, ContextUse use, string model, string title, IReadOnlyList<AccountRow> rows)
    {
        if (rows.Count == 0)
            return;
        call.Print($"{title}:");
        foreach (var row in rows.Take(Most))
            Row(call, use, model, SubjectText.Clip(row.Name, 38), row.Tokens);
        if (rows.Count > Most)
            Row(call, use, model, $"{rows.Count - Most} more", rows.Skip(Most).Sum(r => r.Tokens));
    }

    private static void Row(SlashCall call, ContextUse use, string model, string name, long tokens)
    {
        var dollars = ContextUse.Dollars(model, tokens) is var (cached, anew) ? string.Create(CultureInfo.InvariantCulture, $"{$"~${cached:0.0000}",13}{$"~${anew:0.0000}",12}") : "";
        call.Print(string.Create(CultureInfo.InvariantCulture, $"  {name,-40}{tokens,12:N0}{(use.Total == 0 ? 0 : 100.0 * tokens / use.Total),7:0.0}%{dollars}"));
    }
}
