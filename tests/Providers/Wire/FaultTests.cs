using System.Diagnostics;
using Pith.Events;
using Pith.MockModels;
using Pith.Providers.Wire;

namespace Pith.Tests.Providers.Wire;

/// <summary>Every way in which a provider can fail, over a real connection: each ends in a good answer or a clear error, within its deadline.</summary>
public sealed class FaultTests
{
    private static readonly MockAnswer Good = MockAnswer.Text("Good evening, and welcome to the answer.");

    [Theory]
    [InlineData(MockFault.Hang, FaultKind.Transport)]
    [InlineData(MockFault.Silence, FaultKind.Deadline)]
    [InlineData(MockFault.Stall, FaultKind.Deadline)]
    [InlineData(MockFault.Truncate, FaultKind.Truncated)]
    [InlineData(MockFault.Garbage, FaultKind.Malformed)]
    [InlineData(MockFault.ErrorEvent, FaultKind.Server)]
    public async Task AFaultThatPassesIsTriedAgain(MockFault fault, FaultKind kind)
    {
        using var server = new MockServer([Good with { Fault = fault }, Good]);
        var events = await Asking.All(Asking.Anthropic(server), Asking.Request());
        Assert.Equal(kind, Assert.Single(events.OfType<ModelEvent.Retrying>()).Fault.Kind);
        Assert.IsType<ModelEvent.Stopped>(events[^1]);
        Assert.Equal("Good evening, and welcome to the answer.", Asking.Text(events.SkipWhile(e => e is not ModelEvent.Retrying)));
        Assert.Equal(server.Requests[0].Text, server.Requests[1].Text);
    }

    [Theory]
    [InlineData(429, "rate_limit_error", FaultKind.RateLimited)]
    [InlineData(529, "overloaded_error", FaultKind.Overloaded)]
    [InlineData(500, "api_error", FaultKind.Server)]
    [InlineData(503, "", FaultKind.Overloaded)]
    [InlineData(504, "timeout_error", FaultKind.Deadline)]
    public async Task AStatusThatPassesIsTriedAgain(int status, string type, FaultKind kind)
    {
        using var server = new MockServer([MockAnswer.Refusal(status, type), Good]);
        var events = await Asking.All(Asking.Anthropic(server), Asking.Request());
        Assert.Equal((kind, status), Assert.Single(events.OfType<ModelEvent.Retrying>()) is var again ? (again.Fault.Kind, again.Fault.Status) : default);
        Assert.IsType<ModelEvent.Stopped>(events[^1]);
    }

    [Theory]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", FaultKind.InvalidRequest)]
    [InlineData(401, "authentication_error", "invalid x-api-key", FaultKind.Authentication)]
    [InlineData(403, "permission_error", "no", FaultKind.Authentication)]
    [InlineData(404, "not_found_error", "model: nothing", FaultKind.NotFound)]
    [InlineData(413, "request_too_large", "32 MB", FaultKind.TooLarge)]
    [InlineData(429, "rate_limit_error", "enforced_spend_limit_reached", FaultKind.Billing)]
    [InlineData(402, "billing_error", "no credit", FaultKind.Billing)]
    public async Task ARefusalIsNeverSentAgain(int status, string type, string message, FaultKind kind)
    {
        using var server = new MockServer([MockAnswer.Refusal(status, type, message), Good]);
        var fault = Assert.IsType<ModelEvent.Failed>(Assert.Single(await Asking.All(Asking.Anthropic(server), Asking.Request())));
        Assert.Equal((kind, status), (fault.Kind, fault.Status));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SixAttemptsAreTheMost()
    {
        using var server = new MockServer([MockAnswer.Refusal(529, "overloaded_error") with { Times = 9 }]);
        var events = await Asking.All(Asking.Anthropic(server), Asking.Request());
        Assert.Equal(6, server.Requests.Count);
        Assert.Equal([1, 2, 3, 4, 5], events.OfType<ModelEvent.Retrying>().Select(r => r.Attempt));
        Assert.Contains("6 attempts", Assert.IsType<ModelEvent.Failed>(events[^1]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheSameBrokenAnswerThreeTimesIsEnough()
    {
        using var server = new MockServer([Good with { Fault = MockFault.Garbage, Times = 9 }]);
        Assert.Equal(FaultKind.Malformed, Assert.IsType<ModelEvent.Failed>((await Asking.All(Asking.Anthropic(server), Asking.Request()))[^1]).Kind);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task ALineOf200MegabytesIsAClearErrorInLittleMemory()
    {
        using var server = new MockServer([Good with { Fault = MockFault.HugeLine }]);
        var fault = Assert.IsType<ModelEvent.Failed>((await Asking.All(Asking.Anthropic(server), Asking.Request()))[^1]);
        Assert.Equal(FaultKind.TooLarge, fault.Kind);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task ATrickleIsReadToItsEnd()
    {
        using var server = new MockServer([Good with { Chunk = 40, Pause = TimeSpan.FromMilliseconds(40) }]);
        var watch = Stopwatch.StartNew();
        var events = await Asking.All(Asking.Anthropic(server), Asking.Request());
        Assert.Equal("Good evening, and welcome to the answer.", Asking.Text(events));
        Assert.True(watch.Elapsed > Asking.Short.Idle);
    }

    [Fact]
    public async Task ATrickleThatNeverIdlesMeetsTheDeadlineOfTheWhole()
    {
        using var server = new MockServer([Good with { Chunk = 1, Pause = TimeSpan.FromMilliseconds(20) }, Good]);
        var events = await Asking.All(Asking.Anthropic(server, Asking.Short with { Whole = TimeSpan.FromSeconds(1) }), Asking.Request());
        Assert.Equal(FaultKind.Deadline, Assert.Single(events.OfType<ModelEvent.Retrying>()).Fault.Kind);
        Assert.IsType<ModelEvent.Stopped>(events[^1]);
    }

    [Fact]
    public async Task AWebPageNamesTheBaseUrl()
    {
        using var server = new MockServer([new MockAnswer { Fault = MockFault.WebPage }]);
        Assert.Contains("base URL", Assert.IsType<ModelEvent.Failed>(Assert.Single(await Asking.All(Asking.Anthropic(server), Asking.Request()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyListens()
    {
        Uri address;
        using (var server = new MockServer([]))
            address = server.Address;
        var provider = new Pith.Providers.AnthropicProvider(new() { BaseUrl = address }, Asking.Short, Asking.Quick with { Attempts = 2 }, () => 0);
        var fault = Assert.IsType<ModelEvent.Failed>((await Asking.All(provider, Asking.Request()))[^1]);
        Assert.Equal(FaultKind.Transport, fault.Kind);
        Assert.Contains(address.Authority, fault.Message, StringComparison.Ordinal);
    }

    /// <summary>The answer counts when its end is read; what the server does with the connection after it does not.</summary>
    [Fact]
    public async Task TheEndIsTheProvidersOwnAndNotThatOfTheConnection()
    {
        using var server = new MockServer([Good, Good]);
        var provider = Asking.Anthropic(server, new Deadlines());
        var watch = Stopwatch.StartNew();
        Assert.IsType<ModelEvent.Stopped>((await Asking.All(provider, Asking.Request()))[^1]);
        Assert.IsType<ModelEvent.Stopped>((await Asking.All(provider, Asking.Request()))[^1]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task ACallerWhoCancelsIsObeyed()
    {
        using var server = new MockServer([Good with { Fault = MockFault.Stall }]);
        using var cancel = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Asking.Anthropic(server, new Deadlines()).StreamAsync(Asking.Request(), cancel.Token))
            {
            }
        });
    }
}
