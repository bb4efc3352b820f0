using System.Globalization;
using Pith.Cli.Commands;

namespace Pith.Cli.Terminal.Talks;

/// <summary>The command line that would open the agent which a conversation goes on with.</summary>
internal static class Reinvocation
{
    private const decimal Least = 0.000001m;

    /// <summary>A new session.</summary>
    public static Invocation Anew(Invocation invocation) => invocation.With(given =>
    {
        given.Remove(Flags.Continue);
        given.Remove(Flags.Resume);
        given.Remove(Flags.Fork);
    });

    /// <summary>This session, or where there is none a new one.</summary>
    public static Invocation Resuming(Invocation invocation, string? session) => Anew(invocation).With(given =>
    {
        if (session is not null)
            given[Flags.Resume] = session;
    });

    /// <summary>The same with another model.</summary>
    public static Invocation WithModel(Invocation invocation, string model, string? session) => Resuming(invocation, session).With(given => given[Flags.AskModel] = model);

    /// <summary>What is left of a budget: a hard limit outlives the agent it was given to.</summary>
    public static Invocation WithBudget(Invocation invocation, decimal? spent) => invocation.With(given =>
    {
        if (spent > 0 && given.TryGetValue(Flags.MaxBudget, out var word) && decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var budget))
            given[Flags.MaxBudget] = Math.Max(Least, budget - spent.Value).ToString(CultureInfo.InvariantCulture);
    });
}
