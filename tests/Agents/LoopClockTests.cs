using System.Text;
using Pith.Agents;
using Pith.Permissions;
using Pith.Providers;
using Pith.Providers.Scripts;
using Pith.Tools;

namespace Pith.Tests.Agents;

/// <summary>The limit of time holds for all runs of a loop, and its end is an end like any other.</summary>
public sealed class LoopClockTests
{
    private const string TwoCalls = """
        {"content":[{"type":"tool_use","id":"a","name":"First","input":{}},{"type":"tool_use","id":"b","name":"Endless","input":{}}]}
        {"text":"ok"}
        """;

    [Fact]
    public async Task AfterTheLimitEveryPromptEndsWithItsSentenceAndNoResultIsLost()
    {
        var request = new ModelRequest(new RequestHead { Model = "m" });
        var loop = Loop(request, new Endless(static () => { }), TimeSpan.FromMilliseconds(300), TimeProvider.System);
        Assert.Equal(EndReason.MaxTime, await EndOf(loop, "go", CancellationToken.None));
        Assert.Equal(EndReason.MaxTime, await EndOf(loop, "go on", CancellationToken.None));
        var results = Encoding.UTF8.GetString(request.Messages[2].Span);
        Assert.Contains("\"tool_use_id\":\"a\",\"content\":\"done\"", results, StringComparison.Ordinal);
        Assert.Contains("Interrupted: the turn's time was over.", results, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Messages, m => Encoding.UTF8.GetString(m.Span).Contains("The user interrupted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheTimeOfARunThatWasCancelledCounts()
    {
        using var stop = new CancellationTokenSource();
        var clock = new SetClock();
        var loop = Loop(new ModelRequest(new RequestHead { Model = "m" }), new Endless(() =>
        {
            clock.Ticks += TimeSpan.TicksPerHour;
            stop.Cancel();
        }), TimeSpan.FromMinutes(30), clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EndOf(loop, "go", stop.Token));
        Assert.Equal(EndReason.MaxTime, await EndOf(loop, "go on", CancellationToken.None));
    }

    private static AgentLoop Loop(ModelRequest request, ITool endless, TimeSpan limit, TimeProvider time) =>
        new(new ScriptProvider(Script.Read(Encoding.UTF8.GetBytes(TwoCalls), "script"), "script"), request, new AgentOptions
        {
            Tools = [FakeTool.Saying("First", readOnly: false, "done"), endless],
            Gate = static (_, _, _, _) => new(GateAnswer.Allow),
            Limits = new AgentLimits { Time = limit },
            Time = time,
        });

    private static async Task<EndReason> EndOf(AgentLoop loop, string prompt, CancellationToken cancel)
    {
        var events = new List<AgentEvent>();
        await foreach (var found in loop.RunAsync(Encoding.UTF8.GetBytes(prompt), cancel))
            events.Add(found);
        return Assert.Single(events.OfType<AgentEvent.Ended>()).Reason;
    }

    /// <summary>A tool that ends only when its wait does.</summary>
    private sealed class Endless(Action began) : ITool
    {
        public ToolSpec Spec { get; } = new("Endless", "", "{}"u8.ToArray(), false);

        public IReadOnlyList<Need> Needs(ToolCall call) => [];

        public async Task<ToolResult> RunAsync(ToolCall call, CancellationToken cancel)
        {
            began();
            await Task.Delay(Timeout.Infinite, cancel);
            return ToolResult.Failed("never");
        }
    }

    private sealed class SetClock : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
