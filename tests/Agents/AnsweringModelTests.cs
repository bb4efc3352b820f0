using System.Runtime.CompilerServices;
using System.Text;
using Pith.Agents;
using Pith.Events;
using Pith.Providers;
using Pith.Providers.Scripts;
using Pith.Store;
using Pith.Tests.Store;

namespace Pith.Tests.Agents;

/// <summary>Window, prices and cache are those of the model that answers next, not of the one that a run began with.</summary>
public sealed class AnsweringModelTests : IDisposable
{
    private const string Wide = "claude-sonnet-5", Narrow = "claude-haiku-4-5";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Wide, 0)]
    [InlineData(Narrow, 1)]
    public async Task AModelThatIsChosenBringsItsOwnWindow(string next, int boundaries)
    {
        var chain = new ModelChain([new ModelSeat(Reader(4, "ok"), Wide, ModelApi.Messages)], TimeProvider.System);
        var loop = Loop(chain);
        Assert.Empty((await Events(loop)).OfType<AgentEvent.Compacted>());
        chain.GoOnWith(new ModelSeat(Reader(0, "done"), next, ModelApi.Messages));
        Assert.Equal(boundaries, (await Events(loop)).OfType<AgentEvent.Compacted>().Count());
        Assert.Equal(next, chain.Next);
    }

    [Fact]
    public async Task SoDoesOneThatIsAskedInsteadOfAnother()
    {
        var chain = new ModelChain([new ModelSeat(new Tiring(Reader(4, "never"), 4), Wide, ModelApi.Messages), new ModelSeat(Reader(2, "done"), Narrow, ModelApi.Messages)], TimeProvider.System);
        var events = await Events(Loop(chain));
        Assert.Contains(events, e => e is AgentEvent.Compacted);
        Assert.True(events.FindIndex(e => e is AgentEvent.Compacted) > events.FindIndex(e => e is AgentEvent.Answering { Event: ModelEvent.FellBack }));
    }

    /// <summary>A script that reads files, each answer counted as more than the narrow window holds.</summary>
    private static ScriptProvider Reader(int reads, string last)
    {
        var lines = Enumerable.Range(0, reads).Select(i => $$$"""{"tool":"Read","input":{"file_path":"src/file{{{i}}}.cs"},"usage":{"input_tokens":300000,"output_tokens":10}}""");
        return new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(string.Join('\n', [.. lines, $$$"""{"text":"{{{last}}}","usage":{"input_tokens":300000,"output_tokens":10}}"""])), "script"), "script");
    }

    private AgentLoop Loop(IModelProvider provider)
    {
        var tool = FakeTool.Answering("Read", readOnly: true, call => string.Join('\n', Enumerable.Range(0, 120).Select(n => $"line {n} of {call.Id}: var value{n} = Compute(input, {n});")));
        return new AgentLoop(provider, new ModelRequest(new RequestHead { Model = Wide, Tools = [new ToolDeclaration("Read", "reads", "{\"type\":\"object\"}"u8.ToArray())] }), new AgentOptions { Tools = [tool], Gate = static (_, _, _, _) => new(GateAnswer.Allow), Store = new BlobStore(_folder.Path) });
    }

    private static async Task<List<AgentEvent>> Events(AgentLoop loop)
    {
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync("Fix it."u8.ToArray(), TestContext.Current.CancellationToken))
            events.Add(found);
        return events;
    }

    /// <summary>Answers so many times, and is overloaded from then on.</summary>
    private sealed class Tiring(IModelProvider inner, int answers) : IModelProvider
    {
        private int _asked;

        public async IAsyncEnumerable<ModelEvent> StreamAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancel)
        {
            if (_asked++ >= answers)
            {
                yield return new ModelEvent.Failed(FaultKind.Overloaded, "overloaded", 529);
                yield break;
            }

            await foreach (var found in inner.StreamAsync(request, cancel))
                yield return found;
        }
    }
}
