using Pith.Bench.Budgets;
using Pith.Bench.Calibration;
using Pith.Bench.Counting;

// ./dev bench VERB; see docs/benchmarks.md
switch (args)
{
    case ["calibrate", var corpus]:
        Calibrate.Run(corpus);
        return 0;
    case ["counting", .. var paths]:
        return CountingComparison.Run(paths);
    case ["budgets", .. var words]:
        return BudgetsWithPackages.Run(words);
    default:
        Console.Error.WriteLine("usage: calibrate CORPUS | budgets TRANSCRIPT… | counting FILE-OR-FOLDER...");
        return 64;
}
