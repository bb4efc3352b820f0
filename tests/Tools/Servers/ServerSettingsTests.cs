using System.Text;
using Pith.Permissions.Settings;
using Pith.Tools.Servers;

namespace Pith.Tests.Tools.Servers;

public sealed class ServerSettingsTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["HOST"] = "example.org", ["TOKEN"] = "s3cret", ["EMPTY"] = "" };

    [Fact]
    public void AServerIsACommandOrAnAddress()
    {
        var servers = Read("""
            {"mcpServers": {
              "files": {"command": "files-server", "args": ["--root", "${DIR:-/tmp/x}"], "env": {"KEY": "${TOKEN}"}}, // a comment
              "web": {"type": "http", "url": "https://${HOST}/mcp", "headers": {"Authorization": "Bearer ${TOKEN}"}, "timeout": 5000, "alwaysLoad": true},
            }}
            """);
        Assert.All(servers, s => Assert.Null(s.Problem));
        Assert.Equal(("files", "files-server", "--root /tmp/x", "s3cret"), (servers[0].Name, servers[0].Command, string.Join(' ', servers[0].Arguments), servers[0].Environment["KEY"]));
        Assert.Equal(("https://example.org/mcp", "Bearer s3cret", 5.0, true), (servers[1].Address?.AbsoluteUri, servers[1].Headers["Authorization"], servers[1].Patience?.TotalSeconds, servers[1].AlwaysLoad));
    }

    [Theory]
    [InlineData("""{"command": "${NOPE}"}""", "NOPE is not set; set it, or write ${NOPE:-a default}")]
    [InlineData("""{"command": "x", "env": {"A": 1}}""", "\"env.A\" must be a text")]
    [InlineData("""{"command": "x", "args": "y"}""", "\"args\" must be a list of texts")]
    [InlineData("""{}""", "\"command\" is missing")]
    [InlineData("""{"url": "ftp://x"}""", "\"url\" must be an address that begins with http:// or https://")]
    [InlineData("""{"type": "sse", "url": "http://x"}""", "is the transport of 2024")]
    [InlineData("""{"type": "ws", "url": "ws://x"}""", "\"ws\" is no transport that pith speaks; there are stdio and http")]
    [InlineData("""3""", "it must be an object")]
    public void OneThatIsDescribedWronglyIsNamedAndTheOthersStay(string wrong, string sentence)
    {
        var servers = Read($$$"""{"mcpServers": {"good": {"command": "x"}, "bad": {{{wrong}}}}}""");
        Assert.Null(servers[0].Problem);
        Assert.StartsWith("servers.json, mcpServers.bad: ", servers[1].Problem, StringComparison.Ordinal);
        Assert.Contains(sentence, servers[1].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n\"mcpServers\": {", "servers.json, line 2: this is no JSON")]
    [InlineData("{\"servers\": {}}", "servers.json: it must be an object with \"mcpServers\"")]
    [InlineData("{\"mcpServers\": []}", "servers.json, mcpServers: it must be an object")]
    public void AFileThatCannotBeUsedIsAnError(string text, string sentence) =>
        Assert.StartsWith(sentence, Assert.Throws<SettingsException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("$HOST ${} ${a b} ${1x} ${", "$HOST ${} ${a b} ${1x} ${", null)]
    [InlineData("a${HOST}b${HOST:-no}c", "aexample.orgbexample.orgc", null)]
    [InlineData("${EMPTY:-full}${NOPE:-}", "full", null)]
    [InlineData("${EMPTY}${NOPE}", "", "EMPTY")]
    public void VariablesAreReplaced(string text, string expanded, string? missing)
    {
        Assert.Equal(expanded, VariableText.Expand(text, Variables.GetValueOrDefault, out var first));
        Assert.Equal(missing, first);
    }

    [Theory]
    [InlineData("git.hub", "read file", "mcp__git_hub__read_file")]
    [InlineData("a", "b", "mcp__a__b")]
    public void NamesAreThoseThatProvidersTake(string server, string tool, string name) => Assert.Equal(name, ServerToolName.Of(server, tool));

    [Fact]
    public void ALongNameKeepsItsBeginningAndStaysDifferentFromItsNeighbour()
    {
        var (one, other) = (ServerToolName.Of("server", new string('a', 80) + "1"), ServerToolName.Of("server", new string('a', 80) + "2"));
        Assert.Equal((64, 64), (one.Length, other.Length));
        Assert.NotEqual(one, other);
        Assert.StartsWith("mcp__server__aaa", one, StringComparison.Ordinal);
    }

    [Fact]
    public void LinesComeWholeHoweverTheyArrive()
    {
        foreach (var size in (int[])[1, 2, 3, 100])
        {
            var assembly = new LineAssembly(8);
            var lines = new List<string>();
            var text = "one\n\nthree is too long\nfour\nrest"u8.ToArray();
            for (var at = 0; at < text.Length; at += size)
                assembly.Take(text.AsSpan(at, Math.Min(size, text.Length - at)), line => lines.Add(Encoding.UTF8.GetString(line.Span)));
            Assert.Equal(["one", "", "four"], lines);
            Assert.Equal(1, assembly.TooLong);
        }
    }

    [Fact]
    public void ALineThatGoesOnIsToldOfAgainAndAgain()
    {
        var assembly = new LineAssembly(8);
        var lost = new List<string>();
        for (var i = 0; i < 40; i++)
            assembly.Take("x"u8, static _ => { }, beginning => lost.Add(Encoding.UTF8.GetString(beginning.Span)));
        Assert.Equal(["xxxxxxxx", "", "", ""], lost);
    }

    private static IReadOnlyList<ServerConfig> Read(string json) => new ServerSettings("servers.json", Variables.GetValueOrDefault).Read(Encoding.UTF8.GetBytes(json));
}
