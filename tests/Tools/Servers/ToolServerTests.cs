using System.Diagnostics;
using System.Globalization;
using System.Text;
using Pith.Permissions;
using Pith.Store;
using Pith.Tools;
using Pith.Tools.Servers;

namespace Pith.Tests.Tools.Servers;

/// <summary>Servers that are started, against one written in sh.</summary>
public sealed class ToolServerTests : IDisposable
{
    private readonly ScriptedServer _scripted = new();
    private readonly BlobStore _store;

    public ToolServerTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "servers are started on Linux only");
        _store = new BlobStore(Path.Combine(_scripted.Folder, "store"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _scripted.Dispose();

    [Fact]
    public async Task ToolsAreListedPageByPageUnderTheNamesThatRulesKnow()
    {
        using var servers = await Started();
        var server = servers.All.Single();
        Assert.Equal((null, "scripted", "2025-06-18"), (server.Problem, server.Title, server.Version));
        Assert.Equal(["mcp__scripted__add", "mcp__scripted__echo"], servers.Tools.Select(t => t.Spec.Name));
        var echo = servers.Tools[1];
        Assert.Equal(("Says it again", true), (echo.Spec.Description, echo.Spec.ReadOnly));
        Assert.Equal([new Need(NeedKind.AskServer, "mcp__scripted__echo")], echo.Needs(new ToolCall("1", "x", default)));
        Assert.Equal([new Need(NeedKind.CallServer, "mcp__scripted__add")], servers.Tools[0].Needs(new ToolCall("1", "x", default)));
        Assert.Equal("""{"type":"object","properties":{"a":{"type":"number"}}}""", Encoding.UTF8.GetString(servers.Tools[0].Spec.InputSchema.Span));
    }

    [Fact]
    public async Task ACallIsAnsweredWithTheServersText()
    {
        using var servers = await Started();
        var result = await servers.Tools[1].RunAsync(new ToolCall("1", "mcp__scripted__echo", """{"text":"a\"b"}"""u8.ToArray()), Cancel);
        Assert.Equal(("hello", false), (Text(result), result.IsError));
        Assert.Contains("""
            "method":"tools/call","params":{"name":"echo","arguments":{"text":"a\"b"}}
            """, File.ReadAllText(_scripted.Journal), StringComparison.Ordinal);
        Assert.True((await servers.Tools[1].RunAsync(new ToolCall("2", "mcp__scripted__echo", "[1]"u8.ToArray()), Cancel)).IsError);
    }

    [Theory]
    [InlineData("fails", "no luck", true)]
    [InlineData("structure", """{"n":1}""", false)]
    [InlineData("nothing", "The server scripted did not do it: no such method", true)]
    [InlineData("huge", "small", false)]
    public async Task EveryKindOfAnswerBecomesText(string tool, string text, bool isError)
    {
        using var servers = await Started();
        var result = await servers.All[0].CallAsync(tool, default, Cancel);
        Assert.Equal((text, isError), (Text(result), result.IsError));
    }

    /// <summary>Whatever a server answers is told as what it is, and at once.</summary>
    [Theory]
    [InlineData("odd", "foo")]
    [InlineData("lone", "no \uFFFD")]
    [InlineData("neither", "neither a result nor an error")]
    [InlineData("number", "its result is no object but 5")]
    [InlineData("oddblock", "{\"type\":\"resource\",\"resource\":7}")]
    [InlineData("toolarge", "its answer is longer than 64 MB")]
    public async Task AnAnswerThatIsNoneIsToldAsWhatItIs(string tool, string words)
    {
        using var servers = await Started();
        var result = await servers.All[0].CallAsync(tool, default, Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.True(result.IsError);
        Assert.Contains(words, Text(result), StringComparison.Ordinal);
        Assert.Equal("hello", Text(await servers.All[0].CallAsync("echo", default, Cancel)));
    }

    [Theory]
    [InlineData("yes 'no message'", "100,000 lines to its standard output")]
    [InlineData("tr '\\0' x </dev/zero", "192 MB to its standard output without a message")]
    public async Task AFloodIsEndedLongBeforeTheDeadline(string program, string words)
    {
        var flood = new ServerConfig("flood", "test") { Command = "sh", Arguments = ["-c", program] };
        using var servers = new ToolServers([flood], _scripted.Options with { StartPatience = TimeSpan.FromMinutes(5) }, null);
        await servers.StartAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        Assert.Contains(words, servers.All[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwentyMegabytesAreAResult()
    {
        using var servers = await Started();
        Assert.Equal(20_000_000, Text(await servers.All[0].CallAsync("large", default, Cancel)).Length);
    }

    [Fact]
    public async Task WhatIsNoTextGoesToTheStore()
    {
        using var servers = await Started();
        var text = Text(await servers.All[0].CallAsync("picture", default, Cancel));
        Assert.Equal($"[image/png, 5 bytes, kept as {Pith.Offload.Handle.Of("hello"u8)}]\n[a: file:///a]\n[file:///b]\nof b", text);
        Assert.Equal("hello", Encoding.UTF8.GetString(_store.Get(BlobHash.Of("hello"u8))));
    }

    [Fact]
    public async Task AServerSeesNoMoreOfTheEnvironmentThanItWasGiven()
    {
        using var servers = await Started();
        Assert.Equal("JOURNAL PATH PITH_SERVER PWD", string.Join(' ', Text(await servers.All[0].CallAsync("names", default, Cancel)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(n => n is not ("_" or "SHLVL" or "OLDPWD"))));
    }

    [Fact]
    public async Task AServerThatDiesDuringACallCostsThatCallAndIsStartedOnceMore()
    {
        using var servers = await Started();
        var server = servers.All[0];
        var died = await server.CallAsync("die", default, Cancel);
        Assert.True(died.IsError);
        Assert.Equal("The server scripted went away during the call: it ended with exit code 3; its log ends: the log\ncannot go on. What the call has done is unknown.", Text(died));
        Assert.Equal("hello", Text(await server.CallAsync("echo", default, Cancel)));
        Assert.True((await server.CallAsync("die", default, Cancel)).IsError);
        Assert.Contains("went away a second time", Text(await server.CallAsync("echo", default, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallsAtOnceToAServerThatLeftStartItOnce()
    {
        using var servers = await Started();
        var server = servers.All[0];
        Assert.True((await server.CallAsync("die", default, Cancel)).IsError);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => server.CallAsync("echo", default, Cancel), Cancel)));
        Assert.All(answers, a => Assert.Equal("hello", Text(a)));
        Assert.Equal(2, File.ReadLines(_scripted.Journal).Count(l => l.Contains("\"method\":\"initialize\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void AServerWhoseToolsCouldPassForAnothersIsRefused()
    {
        string[] names = ["my.db", "my_db", "a__b", "a..b", "b_", "_c", "fine"];
        using var servers = new ToolServers(names.Select(n => new ServerConfig(n, "test") { Command = "true" }), _scripted.Options, null);
        var problems = servers.All.ToDictionary(s => s.Config.Name, s => s.Problem);
        Assert.Equal(["a..b", "a__b", "b_", "my_db"], problems.Where(p => p.Value is not null).Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Contains("as those of the server my.db are", problems["my_db"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACallThatIsGivenUpReturnsAtOnceAndTheServerIsTold()
    {
        using var servers = await Started();
        using var stop = new CancellationTokenSource();
        var call = servers.All[0].CallAsync("hang", default, stop.Token);
        await Until(() => File.Exists(_scripted.Journal + ".pid"));
        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task NothingThatAServerStartedOutlivesTheRun()
    {
        int pid;
        using (var servers = await Started())
        {
            _ = servers.All[0].CallAsync("hang", default, Cancel);
            await Until(() => File.Exists(_scripted.Journal + ".pid") && File.ReadAllText(_scripted.Journal + ".pid").EndsWith('\n'));
            pid = int.Parse(File.ReadAllText(_scripted.Journal + ".pid"), CultureInfo.InvariantCulture);
            Assert.True(Directory.Exists($"/proc/{pid}"));
        }

        await Until(() => !Directory.Exists($"/proc/{pid}") || File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACallHasADeadline()
    {
        using var servers = await Started(_scripted.Config with { Patience = TimeSpan.FromMilliseconds(100) });
        var result = await servers.All[0].CallAsync("hang", default, Cancel);
        Assert.Equal("The server scripted did not do it: it did not answer tools/call within 0.1 s", Text(result));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"supportedVersions":[7]}""")]
    public async Task AServerThatAnswersTheGreetingWithNonsenseIsNotThere(string result)
    {
        ServerConfig odd = new("odd", "test") { Command = "sh", Arguments = ["-c", $$"""while IFS= read -r line; do id=${line#*\"id\":}; printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "${id%%,*}" '{{result}}'; done"""] };
        using var servers = new ToolServers([odd], _scripted.Options with { StartPatience = TimeSpan.FromSeconds(10) }, null);
        await servers.StartAsync(Cancel);
        Assert.Empty(servers.Tools);
        if (result[0] != '{')
            Assert.StartsWith($"its result is no object but {result}", servers.All[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServersStartSideBySideAndOneThatFailsIsNamedWithItsLog()
    {
        ServerConfig slow = new("slow", "test") { Command = "sh", Arguments = ["-c", "echo waking up >&2; sleep 1000"] };
        ServerConfig broken = new("broken", "test") { Command = "sh", Arguments = ["-c", "echo no module >&2; exit 1"] };
        ServerConfig absent = new("absent", "test") { Command = "no-such-program" };
        using var servers = new ToolServers([slow, broken, absent, _scripted.Config], _scripted.Options with { StartPatience = TimeSpan.FromSeconds(2) }, null);
        var watch = Stopwatch.StartNew();
        await servers.StartAsync(Cancel);
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.5, 15);
        Assert.Equal(["absent", "broken", "scripted", "slow"], servers.All.Select(s => s.Config.Name));
        Assert.StartsWith("there is no program no-such-program", servers.All[0].Problem, StringComparison.Ordinal);
        Assert.Equal("it ended with exit code 1; its log ends: no module", servers.All[1].Problem);
        Assert.Null(servers.All[2].Problem);
        Assert.Equal("it was not ready within 2 s; MCP_TIMEOUT gives it more milliseconds; its log ends: waking up", servers.All[3].Problem);
    }

    [Fact]
    public async Task ToolsThatComeLateAreFoundAndTheModelIsTold()
    {
        using var servers = await Started();
        var declared = DeclaredTools.Of(servers, 200_000);
        Assert.Equal(["mcp__scripted__add", "mcp__scripted__echo", "ToolSearch", "McpCall"], declared.Select(t => t.Spec.Name));
        var grown = await declared[3].RunAsync(new ToolCall("1", "McpCall", """{"tool":"mcp__scripted__add"}"""u8.ToArray()), Cancel);
        Assert.Contains("no such method", Text(grown), StringComparison.Ordinal);
        _ = await servers.All[0].CallAsync("grow", default, Cancel);
        await Until(() => servers.Tools.Count == 3);
        var found = Text(await declared[2].RunAsync(new ToolCall("2", "ToolSearch", """{"query":"late"}"""u8.ToArray()), Cancel));
        Assert.StartsWith("mcp__scripted__late\n", found, StringComparison.Ordinal);
        Assert.DoesNotContain("mcp__scripted__add\n", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200_000)]
    [InlineData(100)]
    public async Task OfToolsThatRulesDenyTheModelHearsNothing(int window)
    {
        using var servers = await Started();
        var declared = DeclaredTools.Of(servers, window, name => name == "mcp__scripted__echo");
        Assert.DoesNotContain(declared, t => t.Spec.Name == "mcp__scripted__echo");
        var search = declared.Single(t => t.Spec.Name == "ToolSearch");
        Assert.DoesNotContain("mcp__scripted__echo", Text(await search.RunAsync(new ToolCall("1", "ToolSearch", """{"query":"echo"}"""u8.ToArray()), Cancel)), StringComparison.Ordinal);
        Assert.Equal(window > 100, declared.Any(t => t.Spec.Name == "mcp__scripted__add"));
    }

    [Fact]
    public async Task ToolsThatWouldTakeTooMuchOfTheWindowAreSearchedFor()
    {
        using var servers = await Started();
        var deferred = DeclaredTools.Of(servers, 300);
        Assert.Equal(["ToolSearch", "McpCall"], deferred.Select(t => t.Spec.Name));
        Assert.Contains("scripted (2)", deferred[0].Spec.Description, StringComparison.Ordinal);
        var found = Text(await deferred[0].RunAsync(new ToolCall("1", "ToolSearch", """{"query":"echo"}"""u8.ToArray()), Cancel));
        Assert.Contains("""mcp__scripted__echo""" + "\nSays it again\ninput: {\"type\":\"object\"}", found, StringComparison.Ordinal);
        var call = new ToolCall("2", "McpCall", """{"tool":"mcp__scripted__echo","input":"{\"text\":\"x\"}"}"""u8.ToArray());
        Assert.Equal([new Need(NeedKind.AskServer, "mcp__scripted__echo")], deferred[1].Needs(call));
        Assert.Equal("hello", Text(await deferred[1].RunAsync(call, Cancel)));
        Assert.Contains("""
            "arguments":{"text":"x"}
            """, File.ReadAllText(_scripted.Journal), StringComparison.Ordinal);
        var none = Text(await deferred[0].RunAsync(new ToolCall("3", "ToolSearch", """{"query":"zzz"}"""u8.ToArray()), Cancel));
        Assert.Equal("No tool has these words. There are 2: mcp__scripted__add, mcp__scripted__echo", none);
    }

    private async Task<ToolServers> Started(ServerConfig? config = null)
    {
        var servers = new ToolServers([config ?? _scripted.Config], _scripted.Options, _store);
        await servers.StartAsync(Cancel);
        Assert.Null(servers.All[0].Problem);
        return servers;
    }

    private static string Text(ToolResult result) => Encoding.UTF8.GetString(result.Text.Span);

    private static async Task Until(Func<bool> holds)
    {
        for (var i = 0; i < 500 && !holds(); i++)
            await Task.Delay(20, Cancel);
        Assert.True(holds());
    }
}
