using BenchmarkDotNet.Attributes;
using Pith.Tokens;

namespace Pith.Bench.Tokens;

/// <summary>What stops before the end of a text: up to a limit, and a split, from either end.</summary>
[MemoryDiagnoser]
public class LimitBenchmarks
{
    private byte[] utf8 = [];

    public static IEnumerable<string> Classes => TextClass.Present;

    [ParamsSource(nameof(Classes))]
    public string Class { get; set; } = "";

    [GlobalSetup]
    public void Setup() => utf8 = TextClass.Load(Class).Utf8;

    [Benchmark]
    public bool UpTo() => TokenCounter.O200k.TryCountUpTo(utf8, 1000, out _);

    [Benchmark]
    public int Split() => TokenCounter.O200k.SplitAt(utf8, 1000);

    [Benchmark]
    public int SplitEnd() => TokenCounter.O200k.SplitAtEnd(utf8, 1000);
}
