using Pith.Bench.Calibration;
using Pith.Bench.Counting;
using Pith.Bench.Exact;
using Pith.Bench.Recall;

// ./dev bench VERB; see docs/benchmarks.md
switch (args)
{
    case ["calibrate", var corpus]:
        Calibrate.Run(corpus);
        return 0;
    case ["counting", .. var paths]:
        return CountingComparison.Run(paths);
    case ["exact", .. var asked]:
        return Exact(ExactOptions.Parse(asked));
    case ["recall"] when Directory.Exists("../shared/corpus"):
        RecallTable.Run(RecallTable.LargestSessions("../shared/corpus", 24), perCut: false);
        return 0;
    case ["recall", .. var files] when files.Length > 0:
        RecallTable.Run([.. files.Where(f => f != "--cuts")], files.Contains("--cuts"));
        return 0;
    default:
        Console.Error.WriteLine("usage: calibrate CORPUS | recall [--cuts] TRANSCRIPT… | counting FILE-OR-FOLDER...");
        return 64;
}

static int Exact(ExactOptions options)
{
    if (!options.Record)
        return new ExactCampaign(options).Run();
    AnswerRecorder.Write("tests/Tokens/official-20000.answers");
    return 0;
}
