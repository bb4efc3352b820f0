using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Pith.Compaction;
using Pith.Conversations;
using Pith.Tests.Conversations;
using Pith.Text;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Tests.Budgets;

/// <summary>
/// Holds each path to the bytes that bench/budgets.json allows it, once warm. A budget is lowered when a path gets
/// better and never raised without a reason in the commit.
/// </summary>
public sealed class AllocationBudgetTests
{
    private static readonly byte[] Session = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "session.jsonl"));

    private static readonly TokenMeter Estimate = Pith.Models.ModelCatalog.MeterFor("claude-opus-5");

    private static readonly Dictionary<string, Func<double>> Paths = new()
    {
        ["scan: bytes per line"] = () => PerUnit(Scan),
        ["read: bytes per record"] = () => PerUnit(Read),
        ["unescape and quote: bytes per string"] = Quoting,
        ["count: bytes per text"] = () => Steady(() => TokenCounter.O200k.Count(Session)),
        ["estimate: bytes per text"] = () => Steady(() => Estimate.Count(Session)),
        ["count up to a limit, split: bytes per text"] = () => Steady(() =>
        {
            TokenCounter.O200k.TryCountUpTo(Session, 1000, out _);
            TokenCounter.Cl100k.SplitAt(Session, 1000);
            TokenCounter.O200k.SplitAtEnd(Session, 1000);
        }),
        ["stream: bytes per chunk"] = Streaming,
        ["index: bytes per byte of transcript"] = () => (double)Steady(() => IndexedSession.Index(Path.Combine(Repository.Root, "samples", "session.jsonl")).Dispose()) / Session.Length,
        ["plan at 16k: bytes per block"] = Planning,
        ["plan again: bytes"] = PlanningAgain,
        ["another plan: bytes"] = AnotherPlan,
        ["one more turn that fits: bytes"] = () => OneMoreTurn(new Policy { Budget = int.MaxValue, Tiers = Tiers.None }),
        ["one more turn that is compacted: bytes"] = () => OneMoreTurn(new Policy { Budget = 8_000 }),
    };

    public static TheoryData<string> Names => [.. Paths.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void StaysWithinItsBudget(string path)
    {
        var measured = Paths[path]();
        var allowed = Budgets()[path];
        Assert.True(measured <= allowed, string.Create(CultureInfo.InvariantCulture, $"{path}: {measured:0.##}, allowed {allowed}"));
    }

    [Fact]
    public void EveryBudgetIsMeasured() => Assert.Equal(Budgets().Keys.Order(), Paths.Keys.Order());

    private static Dictionary<string, double> Budgets()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "bench", "budgets.json")));
        return file.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
    }

    /// <summary>The least that one more run costs after three: tests beside this one may have emptied the shared pools.</summary>
    private static long Steady(Action work)
    {
        for (var i = 0; i < 3; i++)
            work();
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>What each further unit costs: a long stream less a short one, so that opening and closing do not count.</summary>
    private static double PerUnit(Func<int, long> work)
    {
        work(4);
        var (few, fewUnits) = Cost(8);
        var (many, manyUnits) = Cost(40);
        return (double)(many - few) / (manyUnits - fewUnits);

        (long Bytes, long Units) Cost(int copies)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var units = work(copies);
            return (GC.GetAllocatedBytesForCurrentThread() - before, units);
        }
    }

    private static long Scan(int copies)
    {
        using var scanner = new LineScanner(new RepeatedStream(Session, copies), 1 << 20);
        while (scanner.Read())
        {
        }

        return scanner.Number;
    }

    private static long Read(int copies)
    {
        var sink = new CountingSink();
        using var reader = new TranscriptReader(new RepeatedStream(Session, copies), new ReaderOptions());
        while (reader.Read(sink))
        {
        }

        return sink.Records;
    }

    private static double Quoting()
    {
        var quoted = new ArrayBufferWriter<byte>(Session.Length * 3);
        var room = new byte[JsonString.UnescapedMaxLength(Session.Length * 3)];
        return Steady(() =>
        {
            quoted.Clear();
            JsonString.WriteQuoted(quoted, Session);
            JsonString.Unescape(quoted.WrittenSpan[1..^1], room);
        });
    }

    private static double Streaming()
    {
        var stream = new StreamCounter(TokenMeter.Exact(TokenCounter.O200k));
        return Steady(() => stream.Append(Session));
    }

    private static double Planning()
    {
        using var index = IndexedSession.Index(Path.Combine(Repository.Root, "samples", "session.jsonl"));
        return (double)Steady(() => Planner.Plan(index, new Policy { Budget = 16_000 })) / index.Blocks.Length;
    }

    private static double PlanningAgain()
    {
        using var index = IndexedSession.Index(Path.Combine(Repository.Root, "samples", "session.jsonl"));
        var memory = new PlanMemory(index);
        return Steady(() => Planner.Plan(memory, new Policy { Budget = 16_000 }));
    }

    /// <summary>Two plans by turns, so that none is the one that was made last.</summary>
    private static double AnotherPlan()
    {
        using var index = IndexedSession.Index(Path.Combine(Repository.Root, "samples", "session.jsonl"));
        var memory = new PlanMemory(index);
        return Steady(() =>
        {
            Planner.Plan(memory, new Policy { Budget = 16_000 });
            Planner.Plan(memory, new Policy { Budget = 4_000 });
        });
    }

    /// <summary>What a plan costs when a turn has come, at the median: what is new is kept, in lists that grow now and then. Reading and counting the turn is not in it.</summary>
    private static double OneMoreTurn(Policy policy)
    {
        using var index = new ContextIndex(TokenMeter.Exact(TokenCounter.O200k), new IndexOptions());
        using var reader = new TranscriptReader(new MemoryStream(Session), new ReaderOptions());
        var memory = new PlanMemory(index);
        var (costs, blocks) = (new List<long>(), 0);
        while (reader.Read(index))
        {
            index.Seal();
            if (index.Blocks.Length == blocks)
                continue;
            blocks = index.Blocks.Length;
            var before = GC.GetAllocatedBytesForCurrentThread();
            Planner.Plan(memory, policy);
            costs.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }

        costs.Sort();
        return costs[costs.Count / 2]; // lists grow now and then
    }

    private sealed class CountingSink : ITranscriptSink
    {
        public long Records { get; private set; }

        public void Record(in RecordView record) => Records++;

        public void Block(in BlockView block)
        {
        }
    }

    /// <summary>The same bytes again and again, in odd portions; itself it allocates nothing.</summary>
    private sealed class RepeatedStream(byte[] bytes, int copies) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_at == (long)bytes.Length * copies)
                return 0;
            var from = (int)(_at % bytes.Length);
            var count = Math.Min(Math.Min(buffer.Length, 65_521), bytes.Length - from);
            bytes.AsSpan(from, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
