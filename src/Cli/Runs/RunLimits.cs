using System.Globalization;
using Pith.Agents;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Models;

namespace Pith.Cli.Runs;

/// <summary>The hard limits of <c>--max-turns</c>, <c>--max-minutes</c> and <c>--max-budget-usd</c>.</summary>
internal static class RunLimits
{
    // Seven weeks: a timer of .NET takes no more than 2^32 - 2 ms, which are 71,582 minutes.
    private const int MostMinutes = 70_000;

    public static AgentLimits Of(Invocation invocation)
    {
        var limits = new AgentLimits();
        if (invocation.Word(Flags.MaxTurns) is { } turns)
            limits = limits with { Turns = WholeNumber.Of(Flags.MaxTurns.Name, turns, 1, Flags.MaxTurns.Sample) };
        if (invocation.Word(Flags.MaxMinutes) is { } minutes)
            limits = limits with { Time = Minutes(minutes) };
        if (invocation.Word(Flags.MaxBudget) is not { } dollars)
            return limits;
        if (!decimal.TryParse(dollars, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount <= 0)
            throw Failure.Usage($"--max-budget-usd takes dollars above 0, for example --max-budget-usd {Flags.MaxBudget.Sample}, not '{Failure.Shown(dollars)}'");
        return limits with { Dollars = amount };
    }

    private static TimeSpan Minutes(string word) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= MostMinutes
            ? TimeSpan.FromMinutes(minutes)
            : throw Failure.Usage($"--max-minutes takes minutes above 0 and not above {MostMinutes}, for example --max-minutes {Flags.MaxMinutes.Sample}, not '{Failure.Shown(word)}'");

    /// <summary>Dollars can be kept only where the model's prices are known.</summary>
    public static void Check(AgentLimits limits, string model)
    {
        if (limits.Dollars is not null && !(ModelCatalog.TryFind(model, out var prices) && prices.InputPrice > 0))
            throw Failure.Usage($"--max-budget-usd cannot be kept: the prices of {Failure.Shown(model)} are not known; use --max-turns");
    }
}
