using System.Diagnostics;
using System.Globalization;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Compaction;
using Pith.Conversations;
using Pith.Models;
using Pith.Providers;
using Pith.Requests;
using Pith.Tests.Providers;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Tests.Fuzz;

/// <summary>
/// Any log, compacted to any budget or to none, gives a request that breaks no rule: by the checker that ships, by a second
/// one that knows the bodies alone, and with thinking as it was recorded or not at all. <c>./dev requests</c> runs a million.
/// </summary>
public sealed class RequestFuzzer(ITestOutputHelper output)
{
    [Fact]
    public void NoLogMakesARequestThatIsRefused()
    {
        var cases = Number("PITH_REQUEST_CASES") ?? 4000;
        var first = Number("PITH_FUZZ_SEED") ?? 1;
        var watch = Stopwatch.StartNew();
        long repaired = 0, compacted = 0, thinking = 0, empty = 0;
        Parallel.For(first, first + cases, seed =>
        {
            try
            {
                var (repairs, rewritten, thoughts, blocks) = One(new Random((int)seed));
                Interlocked.Add(ref repaired, repairs > 0 ? 1 : 0);
                Interlocked.Add(ref compacted, rewritten ? 1 : 0);
                Interlocked.Add(ref thinking, thoughts > 0 ? 1 : 0);
                Interlocked.Add(ref empty, blocks == 0 ? 1 : 0);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"PITH_REQUEST_CASES=1 PITH_FUZZ_SEED={seed} replays this: {e.Message}", e);
            }
        });
        output.WriteLine($"{cases:N0} cases from seed {first}, {watch.Elapsed.TotalSeconds:N0} s: 0 violations; {repaired:N0} were repaired, {compacted:N0} compacted, {thinking:N0} kept thinking, {empty:N0} were empty");
        Assert.True(cases < 1000 || repaired > cases / 10 && compacted > cases / 10 && thinking > cases / 100, "the cases no longer reach what they are for");
    }

    private static (int Repairs, bool Rewritten, int Thinking, int Blocks) One(Random random)
    {
        using var index = new ContextIndex(TokenMeter.Chars4, new IndexOptions());
        using (var reader = new TranscriptReader(new MemoryStream(RandomLog.Of(random)), new ReaderOptions()))
            try
            {
                while (reader.Read(index))
                {
                }
            }
            catch (UnreadableTranscriptException)
            {
                // what was read until then is the log
            }

        index.Seal();
        var budget = random.Next(3) == 0 ? 1_000_000 : (int)Math.Exp(Math.Log(random.Next(10) == 0 ? 20 : 300) + random.NextDouble() * Math.Log(40));
        IViewWriter form = random.Next(2) == 0 ? new MessagesWriter() : new ChatWriter();
        if (LogRequest.Of(index, form, budget) is not { } written)
        {
            Assert.True(budget < 300, "no request within a budget that holds some");
            return (0, false, 0, index.Blocks.Length);
        }

        var faults = form is MessagesWriter ? MessagesRules.Broken(written.Bytes) : ChatRules.Broken(written.Bytes);
        Assert.Equal([], faults);
        Assert.True(written.Fits && written.Tokens <= budget, "over its budget");
        if (written.Plan.Decisions.All(d => d.Rendering == Rendering.None))
            return (written.Repairs.Count, true, 0, index.Blocks.Length); // the last resort has no view of the plan
        var view = Compactor.Apply(index, written.Plan);
        Assert.Equal([], RequestCheck.Of(view, new RequestLimits(), index));
        var thoughts = view.Messages.SelectMany(m => m.Blocks).Where(b => b.Kind == BlockKind.Thinking).ToList();
        Assert.All(thoughts, t => Assert.True(WasRecorded(index, t), "thinking that was never recorded"));
        using var once = new ArrayPoolBufferWriter<byte>();
        using var again = new ArrayPoolBufferWriter<byte>();
        form.Write(view, once);
        form.Write(Compactor.Apply(index, written.Plan), again);
        Assert.True(once.WrittenSpan.SequenceEqual(again.WrittenSpan), "not the same twice");
        return (view.Repairs.Count, written.Plan.Rewritten, thoughts.Count, index.Blocks.Length);
    }

    private static bool WasRecorded(ContextIndex index, ViewBlock thinking)
    {
        for (var i = 0; i < index.Blocks.Length; i++)
            if (index.Blocks[i].Kind == BlockKind.Thinking && index.Text(i).SequenceEqual(thinking.Text.Span) && index.Symbol(index.Blocks[i].Extra).SequenceEqual(thinking.Extra.Span))
                return true;
        return false;
    }

    private static long? Number(string name) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
