namespace Pith.Tests.Cli;

/// <summary>JSON of others may escape half a character, which is no text: no entry ends in an internal error for it.</summary>
public sealed class ForeignTextTests : IDisposable
{
    private const int InternalError = 70;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"permissions":{"allow":["\ud800"]}}""")]
    [InlineData("""{"permissions":{"deny":["Bash(\ud800 *)"],"\udc00":[1]}}""")]
    [InlineData("""{"hooks":{"PreToolUse":[{"matcher":"\ud800","hooks":[{"type":"command","command":"\ud800"}]}]}}""")]
    [InlineData("""{"hooks":{"\ud800":[]}}""")]
    public void InSettings(string json)
    {
        var settings = _folder.File("s.json", System.Text.Encoding.UTF8.GetBytes(json));
        AssertTold("permissions", "why", "ls", "--settings", settings);
        AssertTold("hooks", "list", "--settings", settings);
        AssertTold("hooks", "test", "PreToolUse", "Bash", "--settings", settings);
        AssertTold("-p", "hi", "--settings", settings, "--model", "script:" + Script());
    }

    [Theory]
    [InlineData("""{"mcpServers":{"\ud800":{"command":"no-such-program"}}}""")]
    [InlineData("""{"mcpServers":{"\ud800":3}}""")]
    [InlineData("""{"mcpServers":{"a":{"command":"\ud800","args":["\ud800"],"env":{"\ud800":"\ud800"}}}}""")]
    public void InServers(string json)
    {
        AssertTold("-p", "hi", "--mcp-config", json, "--model", "script:" + Script());
        AssertTold("mcp", "list", "--mcp-config", json);
    }

    [Fact]
    public void InExamplesOfRules() =>
        AssertTold("permissions", "test", _folder.File("p.json", """{"rules":[{"allow":"\ud800","match":["\ud800"]}]}"""u8));

    [Fact]
    public void InTheInputOfAHook() => AssertTold("hooks", "test", "PreToolUse", "Bash", "--input", """{"command":"\ud800"}""");

    [Theory]
    [InlineData("""{"type":"user","message":{"role":"user","content":"\ud800"}}""")]
    [InlineData("""{"type":"user","uuid":"\ud800","message":{"role":"user","content":[{"type":"text","text":"\ud800"}]}}""")]
    [InlineData("""{"type":"user","message":{"role":"user","content":[{"type":5}]}}""")]
    [InlineData("""{"type":"control_response","response":{"request_id":5}}""")]
    [InlineData("""{"type":"control_request","request_id":"\ud800","request":{"subtype":"set_model","model":"\ud800"}}""")]
    [InlineData("""{"\ud800":"\ud800","type":"\ud800"}""")]
    public void OnTheStream(string line) => AssertTold(line + "\n", "-p", "--input-format", "stream-json", "--output-format", "stream-json", "--model", "script:" + Script());

    [Theory]
    [InlineData(""" {"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"instructions":"\ud800","serverInfo":{"name":"x\ud800","version":"1"}}} """)]
    public void OfAServer(string hello)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "servers are started on Linux only");
        Directory.CreateDirectory(_folder.Path);
        var program = Path.Combine(_folder.Path, "server.sh");
        File.WriteAllText(program, $$$$"""
            while IFS= read -r line; do
              id=${line#*\"id\":}; id=${id%%,*}
              case $line in
                *'"method":"initialize"'*) printf '%s\n' '{{{{hello.Trim()}}}}' | sed "s/%s/$id/" ;;
                *'"method":"tools/list"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":[{"name":"t","description":"says \\ud800","inputSchema":{"type":"object"}}]}}\n' "$id" ;;
                *'"method":"notifications/'*) ;;
                *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-1,"message":"no \\ud800"}}\n' "$id" ;;
              esac
            done
            """);
        var config = $$$$"""{"mcpServers":{"a":{"command":"sh","args":["{{{{program}}}}"]}}}""";
        AssertTold("-p", "hi", "--mcp-config", config, "--strict-mcp-config", "--model", "script:" + Script());
        var run = Run("");
        run.Run("mcp", "get", "a", "--mcp-config", config);
        Assert.Contains("\uFFFD", run.Text, StringComparison.Ordinal);
        var called = Run("");
        called.Run("mcp", "call", "a", "t", "--mcp-config", config);
        Assert.Contains("no \uFFFD", called.Text + called.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void MinutesThatNoTimerTakesAreRefused()
    {
        Assert.Contains("not above 70000", CliRun.Bad(64, "-p", "hi", "--max-minutes", "80000"), StringComparison.Ordinal);
        AssertTold("-p", "hi", "--max-minutes", "70000", "--model", "script:" + Script());
    }

    private void AssertTold(params string[] args)
    {
        var run = Run(args[0].StartsWith('{') ? args[0] : "");
        var code = run.Run(args[0].StartsWith('{') ? args[1..] : args);
        Assert.DoesNotContain("internal error", run.Complaint, StringComparison.Ordinal);
        Assert.NotEqual(InternalError, code);
    }

    private CliRun Run(string input) => new() { Input = System.Text.Encoding.UTF8.GetBytes(input), InputIsTerminal = input.Length == 0, Variables = { ["PITH_HOME"] = Path.Combine(_folder.Path, "home"), ["HOME"] = _folder.Path } };

    private string Script() => _folder.File("hello.jsonl", "{\"text\":\"hello\"}\n{\"text\":\"again\"}\n"u8);
}
