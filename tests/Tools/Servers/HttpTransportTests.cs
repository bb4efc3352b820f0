using System.Net;
using System.Text;
using System.Text.Json;
using Pith.Tools.Servers;

namespace Pith.Tests.Tools.Servers;

/// <summary>Servers with an address, against one on loopback.</summary>
public sealed class HttpTransportTests
{
    private const string Tools = """{"tools":[{"name":"echo","inputSchema":{"type":"object"}}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnswersComeAsJsonOrAsEventsAndTheSessionIsKept()
    {
        var sessions = new List<string?>();
        using var server = new HttpServer((request, body, response) =>
        {
            sessions.Add($"{Method(body)} {request.Headers["Mcp-Session-Id"]} {request.Headers["MCP-Protocol-Version"]} {request.Headers["Authorization"]}");
            switch (Method(body))
            {
                case "initialize":
                    response.Headers["Mcp-Session-Id"] = "s1";
                    return Json(response, body, """{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"web","version":"1"}}""");
                case "tools/list":
                    return Events(response, "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{}}", Reply(body, Tools));
                case "tools/call":
                    return Events(response, Reply(body, """{"content":[{"type":"text","text":"over events"}]}"""));
                default:
                    return Refused(response, HttpStatusCode.Accepted);
            }
        });
        using var servers = await Started(server, new() { ["Authorization"] = "Bearer t" }, stateless: false);
        Assert.Null(servers.All[0].Problem);
        Assert.Equal("over events", Text(await servers.All[0].CallAsync("echo", default, Cancel)));
        sessions.RemoveAll(s => s!.StartsWith("notifications", StringComparison.Ordinal));
        Assert.Equal(["initialize   Bearer t", "tools/list s1 2025-11-25 Bearer t", "tools/call s1 2025-11-25 Bearer t"], sessions);
    }

    [Fact]
    public async Task AServerWithoutAHandshakeIsToldEverythingWithEachRequest()
    {
        var headers = new List<string>();
        using var server = new HttpServer((request, body, response) =>
        {
            headers.Add($"{request.Headers["MCP-Protocol-Version"]} {request.Headers["Mcp-Method"]} {request.Headers["Mcp-Name"]}".TrimEnd());
            return Json(response, body, Method(body) switch
            {
                "server/discover" => """{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"serverInfo":{"name":"modern","version":"1"}}""",
                "tools/list" => Tools,
                _ => """{"resultType":"complete","content":[{"type":"text","text":"done"}]}""",
            });
        });
        using var servers = await Started(server, [], stateless: true);
        Assert.Equal((null, "2026-07-28", "modern"), (servers.All[0].Problem, servers.All[0].Version, servers.All[0].Title));
        Assert.Equal("done", Text(await servers.All[0].CallAsync("echo", default, Cancel)));
        Assert.Equal(["2026-07-28 server/discover", "2026-07-28 tools/list", "2026-07-28 tools/call echo"], headers);
        Assert.All(server.Bodies, b => Assert.Contains("\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"", b, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AForgottenSessionIsBegunAnewAndTheCallAskedAgain()
    {
        var begun = 0;
        using var server = new HttpServer((request, body, response) =>
        {
            if (Method(body) == "initialize")
            {
                response.Headers["Mcp-Session-Id"] = $"s{++begun}";
                return Json(response, body, """{"protocolVersion":"2025-11-25","capabilities":{}}""");
            }

            if (Method(body) == "tools/call" && request.Headers["Mcp-Session-Id"] == "s1")
                return Refused(response, HttpStatusCode.NotFound);
            return Method(body).StartsWith("notifications", StringComparison.Ordinal) ? Refused(response, HttpStatusCode.Accepted) : Json(response, body, Method(body) == "tools/list" ? Tools : """{"content":[{"type":"text","text":"again"}]}""");
        });
        using var servers = await Started(server, [], stateless: false);
        Assert.Equal("again", Text(await servers.All[0].CallAsync("echo", default, Cancel)));
        Assert.Equal(2, begun);
    }

    [Fact]
    public async Task CallsAtOnceInAForgottenSessionBeginOneNew()
    {
        var begun = 0;
        using var server = new HttpServer((request, body, response) =>
        {
            if (Method(body) == "initialize")
                response.Headers["Mcp-Session-Id"] = $"s{++begun}";
            if (Method(body) == "tools/call" && request.Headers["Mcp-Session-Id"] == "s1")
                return Refused(response, HttpStatusCode.NotFound);
            return Method(body) switch
            {
                "initialize" => Json(response, body, """{"protocolVersion":"2025-11-25","capabilities":{}}"""),
                "tools/list" => Json(response, body, Tools),
                "tools/call" => Json(response, body, """{"content":[{"type":"text","text":"again"}]}"""),
                _ => Refused(response, HttpStatusCode.Accepted),
            };
        });
        using var servers = await Started(server, [], stateless: false);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => servers.All[0].CallAsync("echo", default, Cancel)));
        Assert.All(answers, a => Assert.Equal("again", Text(a)));
        Assert.Equal(2, begun);
    }

    [Fact]
    public async Task AStreamWithoutTheAnswerIsAnErrorAtOnce()
    {
        using var server = new HttpServer((_, body, response) => Method(body) switch
        {
            "initialize" => Json(response, body, """{"protocolVersion":"2025-11-25","capabilities":{}}"""),
            "tools/list" => Json(response, body, Tools),
            "tools/call" => Events(response, """{"jsonrpc":"2.0","method":"notifications/message","params":{}}"""),
            _ => Refused(response, HttpStatusCode.Accepted),
        });
        using var servers = await Started(server, [], stateless: false);
        var text = Text(await servers.All[0].CallAsync("echo", default, Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal("The server web went away during the call: its stream ended without an answer to tools/call. What the call has done is unknown.", text);
    }

    [Fact]
    public async Task OlderServersRefuseTheQuestionAndAreGreetedTheirWay()
    {
        using var server = new HttpServer((_, body, response) => Method(body) switch
        {
            "server/discover" => Refused(response, HttpStatusCode.BadRequest),
            "initialize" => Json(response, body, """{"protocolVersion":"2025-03-26","capabilities":{}}"""),
            "tools/list" => Json(response, body, Tools),
            _ => Refused(response, HttpStatusCode.Accepted),
        });
        using var servers = await Started(server, [], stateless: true);
        Assert.Equal((null, "2025-03-26"), (servers.All[0].Problem, servers.All[0].Version));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "it wants a login (HTTP 401)")]
    [InlineData(HttpStatusCode.InternalServerError, "it answers HTTP 500")]
    [InlineData(HttpStatusCode.Redirect, "it answers HTTP 302")]
    public async Task WhatAServerRefusesIsSaid(HttpStatusCode status, string sentence)
    {
        using var server = new HttpServer((_, _, response) => Refused(response, status));
        using var servers = await Started(server, [], stateless: true);
        Assert.StartsWith(sentence, servers.All[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyThereIsSaidTooAndACallThatIsAnsweredWithNothingIsAnError()
    {
        var address = new Uri("http://127.0.0.1:9/mcp");
        using var absent = new ToolServers([new ServerConfig("web", "test") { Address = address }], new ServerOptions { Folder = "/" }, null);
        await absent.StartAsync(Cancel);
        Assert.Equal("127.0.0.1 does not answer: ConnectionError", absent.All[0].Problem);
        using var server = new HttpServer((_, body, response) => Method(body) switch
        {
            "initialize" => Json(response, body, """{"protocolVersion":"2025-11-25","capabilities":{}}"""),
            "tools/list" => Json(response, body, Tools),
            _ => Refused(response, HttpStatusCode.Accepted),
        });
        using var servers = await Started(server, [], stateless: false);
        Assert.Equal("The server web did not do it: its answer to tools/call has no content", Text(await servers.All[0].CallAsync("echo", default, Cancel)));
    }

    private static async Task<ToolServers> Started(HttpServer server, Dictionary<string, string> headers, bool stateless)
    {
        var servers = new ToolServers([new ServerConfig("web", "test") { Address = server.Address, Headers = headers }], new ServerOptions { Folder = "/", TriesStateless = stateless }, null);
        await servers.StartAsync(Cancel);
        return servers;
    }

    private static string Method(string body) => JsonDocument.Parse(body).RootElement.GetProperty("method").GetString()!;

    private static string Reply(string body, string result) => $$"""{"jsonrpc":"2.0","id":{{JsonDocument.Parse(body).RootElement.GetProperty("id")}},"result":{{result}}}""";

    private static string Json(HttpListenerResponse response, string body, string result)
    {
        response.ContentType = "application/json";
        return Reply(body, result);
    }

    private static string Events(HttpListenerResponse response, params string[] events)
    {
        response.ContentType = "text/event-stream";
        return string.Concat(events.Select(e => $"event: message\r\ndata: {e}\r\n\r\n"));
    }

    private static string Refused(HttpListenerResponse response, HttpStatusCode status)
    {
        response.StatusCode = (int)status;
        return "";
    }

    private static string Text(Pith.Tools.ToolResult result) => Encoding.UTF8.GetString(result.Text.Span);
}
