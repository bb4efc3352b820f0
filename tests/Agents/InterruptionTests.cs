using System.Text;
using Pith.Agents;
using Pith.Providers;
using Pith.Providers.Scripts;

namespace Pith.Tests.Agents;

/// <summary>A run that is interrupted leaves a conversation that every provider takes, and the model is told.</summary>
public sealed class InterruptionTests
{
    private static readonly CallGate Open = static (_, _, _, _) => new(GateAnswer.Allow);

    /// <summary>claude-code#3639, #1894: a call without a result makes every later request fail.</summary>
    [Fact]
    public async Task CallsThatWereInterruptedHaveResultsInTheNextMessage_3639()
    {
        using var stop = new CancellationTokenSource();
        var first = FakeTool.Saying("First", readOnly: false, "done");
        var second = new FakeTool("Second", readOnly: false, async _ =>
        {
            await stop.CancelAsync();
            throw new OperationCanceledException(stop.Token);
        });
        var log = new KeptLog();
        var (loop, request) = Loop("""
            {"content":[{"type":"tool_use","id":"a","name":"First","input":{}},{"type":"tool_use","id":"b","name":"Second","input":{}},{"type":"tool_use","id":"c","name":"First","input":{}}]}
            {"text":"ok"}
            """, new AgentOptions { Tools = [first, second], Gate = Open, Log = log });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Drain(loop, "go", stop.Token));
        await Drain(loop, "go on", CancellationToken.None);
        const string interrupted = "\"content\":\"Interrupted: the user ended the turn. The call may have run in part; look at the state of things before doing it again.\",\"is_error\":true";
        Assert.Equal($$"""{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"done"},{"type":"tool_result","tool_use_id":"b",{{interrupted}}},{"type":"tool_result","tool_use_id":"c",{{interrupted}}}]}""", Encoding.UTF8.GetString(request.Messages[2].Span));
        Assert.Equal("""{"role":"user","content":[{"type":"text","text":"[The user interrupted you here.]"},{"type":"text","text":"go on"}]}""", Encoding.UTF8.GetString(request.Messages[3].Span));
        Assert.Contains($"results {Encoding.UTF8.GetString(request.Messages[2].Span)}", log.Entries);
        Assert.Equal(2, loop.Account.Turns);
        Assert.Single(first.Inputs);
    }

    [Fact]
    public async Task AnAnswerThatWasInterruptedIsTold()
    {
        using var stop = new CancellationTokenSource();
        var (loop, request) = Loop("""
            {"text":"The first words"}
            {"text":"ok"}
            """, new AgentOptions());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var found in loop.RunAsync("go"u8.ToArray(), stop.Token))
                if (found is AgentEvent.Answering { Event: Pith.Events.ModelEvent.TextDelta })
                {
                    await stop.CancelAsync();
                    stop.Token.ThrowIfCancellationRequested();
                }
        });
        await Drain(loop, "go on", CancellationToken.None);
        Assert.Equal("""{"role":"user","content":[{"type":"text","text":"[The user interrupted you here. You had said:\nThe first words]"},{"type":"text","text":"go on"}]}""", Encoding.UTF8.GetString(request.Messages[1].Span));
    }

    [Fact]
    public async Task ARunThatEndedByItselfIsNoInterruption()
    {
        var (loop, request) = Loop("{\"text\":\"one\"}\n{\"text\":\"two\"}", new AgentOptions());
        await Drain(loop, "go", CancellationToken.None);
        await Drain(loop, "go on", CancellationToken.None);
        Assert.Equal("""{"role":"user","content":[{"type":"text","text":"go on"}]}""", Encoding.UTF8.GetString(request.Messages[2].Span));
    }

    private static (AgentLoop, ModelRequest) Loop(string script, AgentOptions options)
    {
        var request = new ModelRequest(new RequestHead { Model = "m" });
        return (new AgentLoop(new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(script), "script"), "script"), request, options), request);
    }

    private static async Task Drain(AgentLoop loop, string prompt, CancellationToken cancel)
    {
        await foreach (var _ in loop.RunAsync(Encoding.UTF8.GetBytes(prompt), cancel))
        {
        }
    }
}
