using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Models;
using Pith.Providers;

namespace Pith.Cli.Runs;

/// <summary>The switches of <c>--features</c>, <c>--betas</c> and <c>--task-budget</c>.</summary>
internal static class FeatureChoice
{
    public static ApiFeatures Of(Invocation invocation)
    {
        var given = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var word in Words(invocation, Flags.Features))
        {
            var name = word.StartsWith("no-", StringComparison.Ordinal) ? word[3..] : word;
            given[name] = ModelFeatures.All.Any(f => f.Name == name)
                ? name.Length == word.Length
                : throw Failure.Usage($"--features does not know '{Failure.Shown(name)}'; there are {string.Join(", ", ModelFeatures.All.Select(f => f.Name))}");
        }

        int? budget = invocation.Word(Flags.TaskBudget) is { } tokens ? SizeArgument.Of(Flags.TaskBudget.Name, tokens, "tokens") : null;
        return new ApiFeatures(given, [.. Words(invocation, Flags.Betas).Select(b => HeaderValue.Of("--betas", b)!)], budget);
    }

    private static string[] Words(Invocation invocation, Flag flag) =>
        (invocation.Word(flag) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
