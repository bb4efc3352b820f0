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
    default:
        Console.Error.WriteLine("usage: calibrate CORPUS | counting FILE-OR-FOLDER...");
        return 64;
}
