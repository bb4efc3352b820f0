using Pith.Budgets.Policies;
using Pith.Budgets.Runs;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Models;

namespace Pith.Cli.Verbs;

/// <summary><c>pith bench budgets</c>: what policies keep of what recorded sessions needed next.</summary>
internal static class BudgetsVerb
{
    public static int Run(Invocation invocation) => Run(invocation, []);

    /// <summary>Runs with further policies, which stand behind the built-in ones (bench/ adds packages that cannot be in the binary).</summary>
    public static int Run(Invocation invocation, IReadOnlyList<IContextPolicy> further)
    {
        var options = OptionsOf(invocation, further);
        using var json = FileOf(invocation, Flags.JsonFile);
        using var svg = FileOf(invocation, Flags.SvgFile); // before the work, so that a place that cannot be written is known first
        var inputs = BudgetInputs.Read(invocation, options);
        BudgetReport report;
        using (var progress = new Progress(invocation.Around, "measuring", 0))
            report = BudgetRun.Of(inputs, options, progress.Report);
        Write(json, stream => BudgetsJson.Write(report, stream));
        Write(svg, stream => BudgetsSvg.Write(report, stream));
        var jsonToOutput = invocation.Word(Flags.JsonFile) == "-";
        if (jsonToOutput)
            BudgetsJson.Write(report, invocation.Around.Out);
        new BudgetsText(report, jsonToOutput ? TablePrinter.ForError(invocation) : TablePrinter.ForOutput(invocation)).Write();
        return ExitCode.Done;
    }

    private static BudgetOptions OptionsOf(Invocation invocation, IReadOnlyList<IContextPolicy> further)
    {
        var prices = invocation.Word(Flags.Prices) ?? Flags.Prices.Default;
        if (!ModelCatalog.TryFind(prices, out var model) || model.InputPrice == 0)
            throw Failure.Usage($"--prices knows no prices of '{Failure.Shown(prices)}'; write for example --prices {Flags.Prices.Sample}");
        var horizon = invocation.Word(Flags.Horizon) ?? "all";
        return new BudgetOptions
        {
            Budgets = BudgetsOf(invocation.Word(Flags.Budgets) ?? Flags.Budgets.Default),
            Policies = PoliciesOf(invocation.Word(Flags.Policies) ?? "all", [.. PolicyCatalog.All, .. further]),
            PilotCuts = invocation.Word(Flags.Cuts) == "pilot",
            Horizon = horizon == "all" ? int.MaxValue : WholeNumber.Of(Flags.Horizon.Name, horizon, 1, Flags.Horizon.Sample),
            Trigger = SizeArgument.Of(Flags.Trigger.Name, invocation.Word(Flags.Trigger) ?? Flags.Trigger.Default, "tokens"),
            Prices = model,
            Speed = invocation.Has(Flags.Speed),
            Cores = Environment.ProcessorCount,
        };
    }

    private static List<int> BudgetsOf(string list)
    {
        const int least = 1000;
        var budgets = new SortedSet<int>();
        foreach (var word in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var budget = SizeArgument.Of(Flags.Budgets.Name, word, "tokens");
            budgets.Add(budget >= least ? budget : throw Failure.Usage($"--budgets {Failure.Shown(word)} is too small to say anything; the least is {least:N0} tokens"));
        }

        return budgets.Count > 0 ? [.. budgets] : throw Failure.Usage($"--budgets names no budget; write for example --budgets {Flags.Budgets.Sample}");
    }

    private static List<IContextPolicy> PoliciesOf(string list, IReadOnlyList<IContextPolicy> known)
    {
        if (list == "all")
            return [.. known];
        var chosen = new List<IContextPolicy>();
        foreach (var word in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var nearest = Suggestion.For(word, known.Select(p => p.Name));
            var policy = known.FirstOrDefault(p => p.Name == word)
                ?? throw Failure.Usage($"--policies does not know '{Failure.Shown(word)}'; {(nearest is null ? "" : $"did you mean {nearest}? ")}it takes any of {string.Join(", ", known.Select(p => p.Name))}");
            if (!chosen.Contains(policy))
                chosen.Add(policy);
        }

        if (chosen.Count == 0)
            throw Failure.Usage($"--policies names no policy; write for example --policies {Flags.Policies.Sample}");
        return [.. chosen.OrderBy(p => p.Kind == PolicyKind.Own ? 0 : 1)]; // the first is what the others are compared with
    }

    private static AtomicFile? FileOf(Invocation invocation, Flag flag) =>
        invocation.Word(flag) is { } path and not "-" ? new AtomicFile(path) : null;

    private static void Write(AtomicFile? file, Action<Stream> write)
    {
        if (file is null)
            return;
        using var bytes = new MemoryStream();
        write(bytes);
        file.Write(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        file.Commit();
    }
}
