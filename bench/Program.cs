using Pith.Bench.Calibration;
using Pith.Bench.Counting;
using Pith.Bench.Recall;
using Pith.Bench.Store;

// ./dev bench VERB; see docs/benchmarks.md
switch (args)
{
    case ["calibrate", var corpus]:
        Calibrate.Run(corpus);
        return 0;
    case ["counting", .. var paths]:
        return CountingComparison.Run(paths);
    case ["recall"] when Directory.Exists("../shared/corpus"):
        RecallTable.Run(RecallTable.LargestSessions("../shared/corpus", 24), perCut: false);
        return 0;
    case ["recall", .. var files] when files.Length > 0:
        RecallTable.Run([.. files.Where(f => f != "--cuts")], files.Contains("--cuts"));
        return 0;
    case ["store", var corpus]:
        return StoreTable.Run(corpus);
    default:
        Console.Error.WriteLine("usage: calibrate CORPUS | recall [--cuts] TRANSCRIPT… | counting FILE-OR-FOLDER... | store CORPUS");
        return 64;
}
