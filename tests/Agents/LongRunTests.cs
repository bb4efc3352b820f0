using System.Runtime.CompilerServices;
using System.Text;
using Pith.Agents;
using Pith.Events;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Store;

namespace Pith.Tests.Agents;

/// <summary>An agent does not grow with its age: what it holds, and what a boundary takes, is the same after thousands of turns.</summary>
[Collection(Alone.Name)]
public sealed class LongRunTests : IDisposable
{
    private const int Turns = 3000, Window = 52_000, LiveBytesPerTurn = 100;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MemoryIsFlatOverThousandsOfTurns()
    {
        var store = new BlobStore(_folder.Path);
        using var session = SessionLog.Create(new SessionFolder(_folder.Path), new SessionHeader { Cwd = "/work" }, store, new SessionOptions());
        var tool = FakeTool.Answering("Read", readOnly: true, call => string.Join('\n', Enumerable.Range(0, 12).Select(n => $"line {n} of {call.Id}: var value{n} = Compute(input, {n});")));
        var request = new ModelRequest(new RequestHead { Model = "claude-sonnet-5-5", Tools = [new ToolDeclaration("Read", "reads", "{\"type\":\"object\"}"u8.ToArray())] });
        var loop = new AgentLoop(new Endless(), request, new AgentOptions
        {
            Tools = [tool],
            Gate = static (_, _, _, _) => new(GateAnswer.Allow),
            Log = new SessionKeeper(session, Durability.Turn),
            Store = store,
            Limits = new AgentLimits { Turns = Turns },
            Epochs = new EpochOptions { Window = Window },
        });
        var spending = new Spending("claude-sonnet-5-5", 0);
        var (held, taken) = (new List<(int Turn, long Bytes)>(), new List<long>());
        var (turns, before) = (0, 0L);
        await foreach (var found in loop.RunAsync("Read it all. Never write."u8.ToArray(), TestContext.Current.CancellationToken))
        {
            spending.Take(found);
            turns += found is AgentEvent.Returned ? 1 : 0;
            if (found is AgentEvent.Compacted)
            {
                taken.Add(GC.GetTotalAllocatedBytes() - before);
                held.Add((turns, GC.GetTotalMemory(forceFullCollection: true))); // the conversation is as small as it ever is
            }

            before = GC.GetTotalAllocatedBytes();
        }

        var figures = $"held {string.Join(", ", held.Select(h => $"{h.Bytes >> 10} KB at {h.Turn}"))}; a boundary takes {string.Join(", ", taken.Select(t => t >> 10))} KB";
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        Assert.True(taken.Count > 12, figures);
        var (early, late) = (held.First(h => h.Turn >= 1000), held[^1]);
        Assert.True(late.Bytes - early.Bytes < LiveBytesPerTurn * (late.Turn - early.Turn), figures);
        var half = taken.Count / 2;
        Assert.True(taken[half..].Max() < taken[(half / 2)..half].Max() * 1.5, figures);
    }

    /// <summary>Calls a tool in every answer, and counts four bytes as a token.</summary>
    private sealed class Endless : IModelProvider
    {
        private int _next;

        public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancel)
        {
            var id = $"c{++_next}";
            var input = Encoding.UTF8.GetBytes($$"""{"file_path":"src/file{{_next % 90}}.cs"}""");
            yield return new ModelEvent.Started($"msg{_next}", request.Head.Model);
            yield return new ModelEvent.CallComplete(0, id, "Read", input);
            yield return new ModelEvent.BlockComplete(0, Encoding.UTF8.GetBytes($$"""{"type":"tool_use","id":"{{id}}","name":"Read","input":{{Encoding.UTF8.GetString(input)}}}"""));
            yield return new ModelEvent.Spent(new TokenUsage(request.Messages.Sum(m => m.Length) / 4, 0, 0, 0, 20, 0));
            yield return new ModelEvent.Stopped(StopReason.ToolUse, "tool_use");
            await Task.CompletedTask;
        }
    }
}
