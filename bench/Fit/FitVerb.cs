using System.Globalization;
using Pith.Budgets.Recordings;
using Pith.Budgets.Runs;
using Pith.Cli;
using Pith.Cli.Entries;
using Pith.Cli.Verbs;
using Pith.Models;

namespace Pith.Bench.Fit;

/// <summary>
/// <c>./dev bench fit TRANSCRIPT…</c> fits the weights of lines anew and writes them; <c>./dev bench held-out TRANSCRIPT…</c>
/// runs the benchmark with weights that never saw the repository they are judged on; <c>./dev bench misses CLASS BUDGET
/// TRANSCRIPT…</c> says where the loss sits.
/// </summary>
internal static class FitVerb
{
    private const string Target = "src/ContextEngine/Compaction/Selection/LineWeights.cs";

    public static int Run(string[] words)
    {
        try
        {
            return words switch
            {
                ["fit", .. var inputs] => Fit(Read(inputs, FitRun.Budget)),
                ["held-out", .. var inputs] => HeldOut(inputs),
                ["misses", var of, var budget, .. var inputs] => Misses.Write(Read(inputs, int.Parse(budget, CultureInfo.InvariantCulture)), int.Parse(budget, CultureInfo.InvariantCulture), of),
                _ => throw Failure.Usage("fit TRANSCRIPT… | held-out TRANSCRIPT… [OPTIONS OF pith bench budgets] | misses CLASS BUDGET TRANSCRIPT…"),
            };
        }
        catch (Failure failure)
        {
            ProcessSurroundings.Take().Complain(failure.Message);
            return failure.Code;
        }
    }

    private static List<Recording> Read(string[] inputs, int budget)
    {
        if (!ModelCatalog.TryFind("claude-opus-5", out var prices))
            throw new InvalidOperationException("the catalog lacks a model it has always had");
        var options = new BudgetOptions { Budgets = [budget], Prices = prices };
        return BudgetInputs.Read(Cli.Tables.CommandLine.Parse(["bench", "budgets", .. inputs], ProcessSurroundings.Take()), options);
    }

    private static int Fit(List<Recording> recordings)
    {
        var run = new FitRun(recordings);
        run.WriteReport(Console.Out);
        File.WriteAllText(Target, run.Source(recordings.Count));
        Console.WriteLine($"written to {Target}");
        return 0;
    }

    private static int HeldOut(string[] words)
    {
        var inputs = words.TakeWhile(w => !w.StartsWith('-')).ToArray();
        return BudgetsVerb.Run(Cli.Tables.CommandLine.Parse(["bench", "budgets", .. words], ProcessSurroundings.Take()), [new HeldOutPith(new FitRun(Read(inputs, FitRun.Budget)))]);
    }
}
