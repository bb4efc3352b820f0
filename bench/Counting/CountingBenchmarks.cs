using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.ML.Tokenizers;
using Pith.Tokens;

namespace Pith.Bench.Counting;

/// <summary>Counting a text class by class; every path must report zero bytes allocated.</summary>
[MemoryDiagnoser]
public class CountingBenchmarks
{
    private byte[] utf8 = [];
    private string text = "";
    private TiktokenTokenizer peer = null!;

    [Params("prose", "code", "json", "chinese")]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var line = Kind switch
        {
            "prose" => "The quick brown fox doesn't jump over {0} lazy dogs, and nobody knows why.\n",
            "code" => "    public int Count{0}(ReadOnlySpan<byte> utf8) => this.counter.Count(utf8[{0}..]);\n",
            "json" => "{{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_{0}\",\"content\":\"exit code 0\\n\",\"is_error\":false}}\n",
            _ => "计数必须非常便宜，这样就没有人会再去猜测第{0}个数字。\n",
        };
        text = string.Concat(Enumerable.Range(0, 2000).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, line, i * 7919)));
        utf8 = Encoding.UTF8.GetBytes(text);
        peer = TiktokenTokenizer.CreateForEncoding("o200k_base");
    }

    [Benchmark(Baseline = true)]
    public int Microsoft() => peer.CountTokens(text);

    [Benchmark]
    public int Pith() => TokenCounter.O200k.Count(utf8);

    [Benchmark]
    public bool PithUpTo() => TokenCounter.O200k.TryCountUpTo(utf8, 1000, out _);

    [Benchmark]
    public int PithSplit() => TokenCounter.O200k.SplitAt(utf8, 1000);
}
