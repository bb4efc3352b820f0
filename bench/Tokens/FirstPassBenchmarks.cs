using BenchmarkDotNet.Attributes;
using Pith.Bench.Tokens.Contenders;

namespace Pith.Bench.Tokens;

/// <summary>Counting a class of text that the counter has not seen: each time a new one, made outside what is timed.</summary>
[WarmupCount(5)]
[IterationCount(8)]
[InvocationCount(1, 1)]
public class FirstPassBenchmarks
{
    private IContender[] field = [];
    private Text text = null!;

    public static IEnumerable<string> Classes => TextClass.Present;

    [ParamsSource(nameof(Classes))]
    public string Class { get; set; } = "";

    [Params("o200k_base", "cl100k_base")]
    public string Encoding { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        field = Field.Of(Encoding);
        text = TextClass.Load(Class);
    }

    [IterationSetup]
    public void Forget()
    {
        foreach (var contender in field)
            contender.Forget();
    }

    [Benchmark(Baseline = true)]
    public int Microsoft() => field[1].Count(text);

    [Benchmark]
    public int SharpToken() => field[2].Count(text);

    [Benchmark]
    public int Pith() => field[0].Count(text);
}
