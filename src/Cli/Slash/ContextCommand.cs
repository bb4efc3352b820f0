using Pith.Agents;
using Pith.Cli.Printing;
using Pith.Conversations;
using Pith.Models;

namespace Pith.Cli.Slash;

/// <summary><c>/context</c>: what fills the window.</summary>
internal sealed class ContextCommand : ISlashCommand
{
    public string Name => "context";

    public string Operand => "";

    public string Summary => "Show what fills the window, by kind, tool and file, with tokens and dollars";

    private const int Most = 8, NameWidth = 33, FiguresWidth = 45;

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        var use = ContextUse.Of(call.Run.Loop.Request);
        var model = call.Run.Models.Next;
        var window = ModelCatalog.WindowOf(model) is > 0 and var most ? $" of {most:N0}" : "";
        call.Print($"~{use.Total:N0}{window} tokens, counted as o200k_base");
        var rows = new SlashRows(call, NameWidth, FiguresWidth);
        if (rows.IsWide)
            rows.Print("", $"{"tokens",12}{"share",8}{"from cache",13}{"anew",12}");
        Row(rows, use, model, "system text", use.System);
        Row(rows, use, model, "tools", use.Tools);
        Part(call, rows, use, model, "by kind", use.Kinds);
        Part(call, rows, use, model, "by tool", use.ByTool);
        Part(call, rows, use, model, "by file", use.Files);
        return new(SlashEffect.None);
    }

    private static void Part(SlashCall call, SlashRows rows, ContextUse use, string model, string title, IReadOnlyList<AccountRow> parts)
    {
        if (parts.Count == 0)
            return;
        call.Print($"{title}:");
        foreach (var row in parts.Take(Most))
            Row(rows, use, model, SubjectText.Clip(row.Name, NameWidth - 2), row.Tokens);
        if (parts.Count > Most)
            Row(rows, use, model, $"{parts.Count - Most} more", parts.Skip(Most).Sum(r => r.Tokens));
    }

    private static void Row(SlashRows rows, ContextUse use, string model, string name, long tokens)
    {
        var share = use.Total == 0 ? 0 : 100.0 * tokens / use.Total;
        var (beside, under) = ContextUse.Dollars(model, tokens) is var (cached, anew)
            ? (FormattableString.Invariant($"{$"~${cached:0.0000}",13}{$"~${anew:0.0000}",12}"), FormattableString.Invariant($", ~${cached:0.0000} from the cache, ~${anew:0.0000} anew"))
            : ("", "");
        rows.Print(name, FormattableString.Invariant($"{tokens,12:N0}{share,7:0.0}%{beside}"), FormattableString.Invariant($"{tokens:N0} tokens, {share:0.0}%{under}"));
    }
}
