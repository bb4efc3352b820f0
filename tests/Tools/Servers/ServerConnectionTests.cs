using System.Text;
using System.Text.Json;
using Pith.Tools.Servers;

namespace Pith.Tests.Tools.Servers;

/// <summary>Requests and their replies, over a transport of the test's.</summary>
public sealed class ServerConnectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AStreamThatEndsWithoutAnAnswerIsNotWaitedFor()
    {
        using var connection = new ServerConnection(new FakeTransport((_, _) => Task.CompletedTask), "test", "/");
        var lost = await Assert.ThrowsAsync<ServerException>(() => AskAsync(connection, "tools/call", TimeSpan.FromMinutes(10)).WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal(("its stream ended without an answer to tools/call", true), (lost.Message, lost.IsGone));
    }

    [Fact]
    public async Task AStreamThatIsLeftOpenBehindTheAnswerIsLetGo()
    {
        var left = new TaskCompletionSource();
        using var connection = new ServerConnection(new FakeTransport(async (transport, cancel) =>
        {
            transport.Receive("""{"jsonrpc":"2.0","id":1,"result":{"n":1}}""");
            using var letGo = cancel.Register(left.SetResult);
            await Task.Delay(Timeout.Infinite, cancel);
        }), "test", "/");
        Assert.Equal(1, (await AskAsync(connection, "tools/call", TimeSpan.FromMinutes(10))).GetProperty("n").GetInt32());
        await left.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    /// <summary>A server that writes and writes and says nothing is left at once; one that says something now and then is not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhoOnlyWritesNoiseIsNotWaitedFor(bool hasMessages)
    {
        var transport = new FakeTransport((transport, _) =>
        {
            for (var i = 0; i < 250_000 && !transport.IsLeft; i++)
                transport.Receive(hasMessages && i % 50_000 == 0 ? """{"jsonrpc":"2.0","method":"notifications/message"}""" : i % 2 == 0 ? "starting up" : """{"level":"info"}""");
            if (!transport.IsLeft)
                transport.Receive("""{"jsonrpc":"2.0","id":1,"result":{"n":1}}""");
            return Task.Delay(TimeSpan.FromMinutes(1), Cancel);
        });
        using var connection = new ServerConnection(transport, "test", "/");
        var asked = AskAsync(connection, "initialize", TimeSpan.FromMinutes(1)).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        if (hasMessages)
            Assert.Equal(1, (await asked).GetProperty("n").GetInt32());
        else
            Assert.Contains("100,000 lines to its standard output of which none is a message", (await Assert.ThrowsAsync<ServerException>(() => asked)).Message, StringComparison.Ordinal);
        Assert.Equal(!hasMessages, connection.IsGone);
    }

    [Theory]
    [InlineData("initialize", false)]
    [InlineData("tools/call", true)]
    public async Task TheGreetingIsNeverCancelled(string method, bool isTold)
    {
        var transport = new FakeTransport((_, cancel) => Task.Delay(Timeout.Infinite, cancel));
        using var connection = new ServerConnection(transport, "test", "/");
        await Assert.ThrowsAsync<ServerException>(() => AskAsync(connection, method, TimeSpan.FromMilliseconds(50)));
        Assert.Equal(isTold, transport.Sent.Contains("notifications/cancelled"));
    }

    private static Task<JsonElement> AskAsync(ServerConnection connection, string method, TimeSpan patience) => connection.AskAsync(method, "", static _ => { }, patience, Cancel);

    /// <summary>A transport whose sending of a request is a function of the test's.</summary>
    private sealed class FakeTransport(Func<FakeTransport, CancellationToken, Task> send) : IServerTransport
    {
        private Action<ReadOnlyMemory<byte>> _received = static _ => { };

        public List<string> Sent { get; } = [];

        public bool IsLeft { get; private set; }

        public bool AnswersWithSending => true;

        public string LastWords => "";

        public void Receive(string message) => _received(Encoding.UTF8.GetBytes(message));

        public void Begin(Action<ReadOnlyMemory<byte>> received, Action<ReadOnlyMemory<byte>> tooLong, Action<string> ended) => _received = received;

        public Task SendAsync(ReadOnlyMemory<byte> message, MessageFacts facts, CancellationToken cancel)
        {
            Sent.Add(facts.Method);
            return facts.ExpectsReply ? send(this, cancel) : Task.CompletedTask;
        }

        public void Leave() => IsLeft = true;

        public void Dispose()
        {
        }
    }
}
