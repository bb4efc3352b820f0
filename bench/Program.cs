using Pith.Bench.Calibration;

// ./dev bench VERB; see docs/benchmarks.md
switch (args)
{
    case ["calibrate", var corpus]:
        Calibrate.Run(corpus);
        return 0;
    default:
        Console.Error.WriteLine("usage: calibrate CORPUS");
        return 64;
}
