using BenchmarkDotNet.Attributes;
using Pith.Bench.Tokens.Contenders;

namespace Pith.Bench.Tokens;

/// <summary>Counting and encoding a class of text, warm. Our paths must report zero bytes allocated for a count.</summary>
[MemoryDiagnoser]
public class CountingBenchmarks
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

    [Benchmark(Baseline = true)]
    public int MicrosoftCount() => field[1].Count(text);

    [Benchmark]
    public int SharpTokenCount() => field[2].Count(text);

    [Benchmark]
    public int PithCount() => field[0].Count(text);

    [Benchmark]
    public int MicrosoftEncode() => field[1].Encode(text);

    [Benchmark]
    public int SharpTokenEncode() => field[2].Encode(text);

    [Benchmark]
    public int PithEncode() => field[0].Encode(text);
}
