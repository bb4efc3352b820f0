using System.Globalization;

namespace Pith.Cli.Slash;

/// <summary><c>/cost</c>: what was spent since the start, by kind of token.</summary>
internal sealed class CostCommand : ISlashCommand
{
    public string Name => "cost";

    public string Operand => "";

    public string Summary => "Show tokens and dollars since the start";

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
        return new(SlashEffect.None);
    }

    private static string Line(string name, long count) => string.Create(CultureInfo.InvariantCulture, $"  {name,-16}{count,14:N0}");
}
