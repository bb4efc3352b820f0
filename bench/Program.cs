using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Pith.Bench.Budgets;
using Pith.Bench.Calibration;
using Pith.Bench.Exact;
using Pith.Bench.Fit;
using Pith.Bench.Store;
using Pith.Bench.Tokens;
using Pith.Tokens;

// ./dev bench VERB; see docs/benchmarks.md
switch (args)
{
    case ["calibrate", var corpus]:
        Calibrate.Run(corpus);
        return 0;
    case ["tokens", .. var asked]:
        return TokenRuns.Run(asked);
    case ["micro", .. var asked]:
        // In this process: the project is not named after its assembly, by which BenchmarkDotNet would look for it to build another.
        BenchmarkSwitcher.FromAssembly(typeof(CountingBenchmarks).Assembly).Run(asked, DefaultConfig.Instance.AddJob(Job.InProcess.AsDefault()));
        return 0;
    case ["exact", .. var asked] when ExactOptions.TryParse(asked, out var options):
        TokenCounter.Options = new CountingOptions { Path = options.Path };
        if (!options.Record)
            return new ExactCampaign(options).Run();
        AnswerRecorder.Write("tests/Tokens/official-20000.answers");
        return 0;
    case ["budgets", .. var words]:
        return BudgetsWithPackages.Run(words);
    case ["fit" or "held-out" or "misses", ..]:
        return FitVerb.Run(args);
    case ["epochs", var corpus, .. var rest]:
        return EpochCurve.Run(corpus, rest is [var model, ..] ? model : "claude-opus-5", rest is [_, var trigger] ? int.Parse(trigger, System.Globalization.CultureInfo.InvariantCulture) : 50_000);
    case ["store", var corpus]:
        return StoreTable.Run(corpus);
    default:
        Console.Error.WriteLine("usage: calibrate CORPUS | budgets TRANSCRIPT… | tokens speed|growth | exact [COUNT] [SEED] [--from N] [--workers N] [--path P] [--keep] [--peers] [--spoil] [--record] | fit TRANSCRIPT… | held-out TRANSCRIPT… | misses CLASS BUDGET TRANSCRIPT… | planning CORPUS | epochs CORPUS [MODEL [TRIGGER]] | store CORPUS | micro [BENCHMARKDOTNET OPTIONS]");
        return 64;
}
