using Pith.Agents;
using Pith.Cli.Terminal.Reports;
using Pith.Events;

namespace Pith.Tests.Cli.Terminal.Reports;

public sealed class StatusLineTests
{
    private static readonly Standing Now = Standing.Of("claude-sonnet-5-5", "plan").After(new TokenUsage(1000, 0, 0, 229_000, 400, 0), new AgentAccount(3, new TokenUsage(1000, 0, 0, 9000, 400, 0), 0.1234m));

    [Theory]
    [InlineData(80, "claude-sonnet-5-5 · 23% of 1M (230.4k) · $0.1234 · cache 90% · plan")]
    [InlineData(60, "claude-sonnet-5-5 · 23% of 1M (230.4k) · $0.1234 · plan")]
    [InlineData(40, "23% of 1M (230.4k) · $0.1234 · plan")]
    [InlineData(30, "23% of 1M (230.4k) · plan")]
    [InlineData(19, "plan")]
    public void WhatHasNoRoomIsLeftOut(int width, string shown) => Assert.Equal(shown, StatusLine.Of(Now, width).ToString());

    [Fact]
    public void BeforeTheFirstAnswerThereIsLittleToSay() => Assert.Equal("claude-sonnet-5-5 · $0.00 · default", StatusLine.Of(Standing.Of("claude-sonnet-5-5", "default") with { Spent = new AgentAccount(0, default, 0) }, 80).ToString());

    [Fact]
    public void WhatIsNotKnownIsNotSaid() => Assert.Equal("qwen3 · 1.2k tokens · cache 0% · default", StatusLine.Of(Standing.Of("qwen3", "default").After(new TokenUsage(1200, 0, 0, 0, 0, 0), new AgentAccount(1, new TokenUsage(1200, 0, 0, 0, 0, 0), null)), 80).ToString());
}
