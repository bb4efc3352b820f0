using System.Text;
using System.Text.Json;
using Pith.Cli;
using Pith.MockModels;

namespace Pith.Tests.Cli;

public sealed class PrintTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-p", "hi")]
    [InlineData("print", "hi")]
    [InlineData("--print", "hi")]
    [InlineData("--max-turns", "2", "-p", "hi")]
    public void PrintsTheAnswer(params string[] words)
    {
        using var server = new MockServer([MockAnswer.Text("good day")]);
        var run = Run(server);
        Assert.Equal(ExitCode.Done, run.Run(words));
        Assert.Equal(("good day\n", ""), (run.Text, run.Complaint));
        Assert.Contains("\"text\":\"hi\"", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"claude-sonnet-5-5\"", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsPipedInComesBeforeThePrompt()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = Run(server, "a diff\n");
        Assert.Equal(0, run.Run("-p", "explain", "--model", "haiku"));
        Assert.Contains("\"text\":\"a diff\\n\\nexplain\"", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("\"model\":\"claude-haiku-5-5\"", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("names claude-opus-5-5, which has been asked before it", "--model", "opus", "--fallback-model", "claude-opus-5-5")]
    [InlineData("which has been asked before it", "--model", "opus", "--fallback-model", "haiku,haiku")]
    [InlineData("--model names no model", "--model", "")]
    public void ModelsThatMakeNoSenseAreRefused(string sentence, params string[] flags)
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(ExitCode.Usage, run.Run(["-p", "hi", .. flags]));
        Assert.Contains(sentence, run.Complaint, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void ChatServersAreAskedInTheirOwnForm()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = new CliRun { InputIsTerminal = true, Variables = { ["OPENAI_BASE_URL"] = $"{server.Address}v1", ["PITH_HOME"] = _folder.Path } };
        Assert.Equal(0, run.Run("-p", "hi", "--model", "qwen3"));
        Assert.Equal("/v1/chat/completions", server.Requests[0].Path);
        Assert.Equal("ok\n", run.Text);
    }

    [Fact]
    public void ASwitchSaysWhichOfOpenAisApisIsSpoken()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = new CliRun { InputIsTerminal = true, Variables = { ["OPENAI_BASE_URL"] = $"{server.Address}v1", ["OPENAI_API"] = "responses", ["PITH_HOME"] = _folder.Path } };
        Assert.Equal(0, run.Run("-p", "hi", "--model", "qwen3"));
        Assert.Equal(("/v1/responses", "ok\n"), (server.Requests[0].Path, run.Text));
        run = new CliRun { InputIsTerminal = true, Variables = { ["OPENAI_BASE_URL"] = $"{server.Address}v1", ["OPENAI_API"] = "soap", ["PITH_HOME"] = _folder.Path } };
        Assert.Equal(ExitCode.Usage, run.Run("-p", "hi", "--model", "qwen3"));
        Assert.Contains("responses or chat", run.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void JsonIsOneObjectWithTheResult()
    {
        using var server = new MockServer([MockAnswer.Text("good \"day\"")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "hi", "--output-format", "json"));
        var result = Lines(run).Single();
        Assert.Equal(("result", "success", false, "good \"day\"", 1, "end_turn"), (Word(result, "type"), Word(result, "subtype"), result.GetProperty("is_error").GetBoolean(), Word(result, "result"), result.GetProperty("num_turns").GetInt32(), Word(result, "stop_reason")));
        Assert.True(result.GetProperty("total_cost_usd").GetDecimal() > 0);
        Assert.True(Guid.TryParse(Word(result, "session_id"), out _));
    }

    [Fact]
    public void StreamJsonIsAnObjectForEachEvent()
    {
        using var server = new MockServer([MockAnswer.Refusal(529, "overloaded_error") with { RetryAfter = "0" }, MockAnswer.Call("t1", "Write", """{"file_path":"/etc/pith","content":""}"""), MockAnswer.Text("done")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "hi", "--output-format", "stream-json", "--verbose"));
        var lines = Lines(run);
        Assert.Equal(["system init", "system api_retry", "assistant ", "system permission_denied", "user ", "assistant ", "result success"],
            lines.Select(l => $"{Word(l, "type")} {(l.TryGetProperty("subtype", out var sub) ? sub.GetString() : "")}"));
        Assert.Single(lines.Select(l => Word(l, "session_id")).Distinct());
        Assert.Equal(lines.Length, lines.Select(l => Word(l, "uuid")).Distinct().Count());
        var answer = lines[2].GetProperty("message");
        Assert.Equal(("tool_use", "t1", "tool_use"), (Word(answer, "stop_reason"), Word(answer.GetProperty("content")[0], "id"), Word(answer.GetProperty("content")[0], "type")));
        Assert.Equal("""Write t1 {"file_path":"/etc/pith","content":""}""", lines[6].GetProperty("permission_denials")[0] is var denial ? $"{Word(denial, "tool_name")} {Word(denial, "tool_use_id")} {denial.GetProperty("tool_input")}" : "");
        Assert.Equal("t1", Word(lines[4].GetProperty("message").GetProperty("content")[0], "tool_use_id"));
    }

    [Fact]
    public void LimitsAndFailuresHaveExitCodesOfTheirOwn()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Read", "{}"), MockAnswer.Refusal(401, "authentication_error", "invalid x-api-key")]);
        var limited = Run(server);
        Assert.Equal(ExitCode.LimitReached, limited.Run("-p", "hi", "--max-turns", "1", "--output-format", "json"));
        Assert.Equal("error_max_turns", Word(Lines(limited).Single(), "subtype"));
        var refused = Run(server);
        Assert.Equal(ExitCode.NoAnswer, refused.Run("-p", "hi", "--output-format", "json"));
        var result = Lines(refused).Single();
        Assert.Equal((true, 401), (result.GetProperty("is_error").GetBoolean(), result.GetProperty("api_error_status").GetInt32()));
        Assert.Contains("invalid x-api-key", refused.Sentence(), StringComparison.Ordinal);
        var poor = Run(server);
        Assert.Equal(ExitCode.LimitReached, poor.Run("-p", "hi", "--max-budget-usd", "0.0001"));
    }

    [Fact]
    public void AFallbackModelAnswersAndSaysSo()
    {
        using var server = new MockServer([MockAnswer.Refusal(404, "not_found_error", "no such model"), MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "hi", "--model", "opus", "--fallback-model", "sonnet,haiku", "--output-format", "stream-json"));
        var fell = Lines(run).Single(l => l.TryGetProperty("subtype", out var s) && s.GetString() == "model_fallback");
        Assert.Equal(("claude-opus-5-5", "claude-sonnet-5-5"), (Word(fell, "from_model"), Word(fell, "to_model")));
        Assert.Contains("\"model\":\"claude-sonnet-5-5\"", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("is asked instead of", run.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public void MinutesAreAHardLimitForWhateverRuns()
    {
        using var server = new MockServer([MockAnswer.Call("t1", "Bash", """{"command":"sleep 60"}"""), MockAnswer.Text("never"), MockAnswer.Text("never")]);
        var run = Run(server);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(ExitCode.LimitReached, run.Run("-p", "hi", "--allowedTools", "Bash", "--max-minutes", "0.02", "--output-format", "json"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
        Assert.Equal(("error_during_execution", "budget_exhausted"), (Word(Lines(run).Single(), "subtype"), Word(Lines(run).Single(), "terminal_reason")));
        Assert.Single(server.Requests);
        Assert.Contains("minutes above 0", CliRun.Bad(ExitCode.Usage, "-p", "hi", "--max-minutes", "0"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true, "--allowedTools", "WebFetch(domain:example.com)")]
    [InlineData(true, "--tools", "WebFetch,Read")]
    [InlineData(false, "--allowedTools", "WebFetch", "--disallowedTools", "WebFetch")]
    public void PagesAreFetchedOnlyWhereARuleOrThePersonSaysSo(bool declared, params string[] flags)
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run(["-p", "hi", .. flags]));
        Assert.Equal(declared, server.Requests[0].Text.Contains("\"name\":\"WebFetch\"", StringComparison.Ordinal));
    }

    [Fact]
    public void AttemptsAreToldToAPersonOnly()
    {
        using var server = new MockServer([MockAnswer.Refusal(529, "overloaded_error") with { RetryAfter = "0" }, MockAnswer.Text("ok")]);
        var run = new CliRun { InputIsTerminal = true, ErrorIsTerminal = true, Variables = { ["ANTHROPIC_BASE_URL"] = server.Address.ToString(), ["PITH_HOME"] = _folder.Path } };
        Assert.Equal(0, run.Run("-p", "hi"));
        Assert.Contains("attempt 2 of 6", run.Sentence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "--system-prompt", "one", "--append-system-prompt", "two" }, "\"system\":[{\"type\":\"text\",\"text\":\"one\"},{\"type\":\"text\",\"text\":\"two\"")]
    [InlineData(new[] { "--system-prompt", "", "--tools", "" }, "\"stream\":true,\"messages\"")]
    public void TheSystemTextIsWhatTheFlagsSay(string[] flags, string part)
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        Assert.Equal(0, Run(server).Run(["-p", "hi", .. flags]));
        Assert.Contains(part, server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingOfAnAnswerThatFailedIsPrinted()
    {
        using var server = new MockServer([MockAnswer.Text("half of this text") with { Fault = MockFault.ErrorEvent, ErrorType = "invalid_request_error" }]);
        var run = Run(server);
        Assert.Equal(ExitCode.NoAnswer, run.Run("-p", "hi"));
        Assert.Equal("", run.Text);
    }

    [Fact]
    public void AScriptAndARecordingPlayOffline()
    {
        var script = Path.Combine(_folder.Path, "hello.jsonl");
        File.WriteAllText(script, "{\"text\":\"hello \\u001b[31mred\"}\n");
        var run = new CliRun { InputIsTerminal = true, OutputIsTerminal = true, Variables = { ["PITH_HOME"] = _folder.Path } };
        Assert.Equal(0, run.Run("-p", "hi", "--model", $"script:{script}"));
        Assert.Equal("hello \uFFFD[31mred\n", run.Text);
        var recording = Path.Combine(_folder.Path, "session.jsonl");
        File.WriteAllText(recording, """
            {"type":"user","uuid":"1","message":{"role":"user","content":"hi"}}
            {"type":"assistant","uuid":"2","parentUuid":"1","message":{"id":"m1","role":"assistant","model":"claude-x","content":[{"type":"thinking","thinking":"hm","signature":"s"}],"usage":{"input_tokens":5,"output_tokens":7}}}
            {"type":"assistant","uuid":"3","parentUuid":"2","message":{"id":"m1","role":"assistant","model":"claude-x","content":[{"type":"text","text":"as \"recorded\""}],"usage":{"input_tokens":5,"output_tokens":7}}}

            """);
        run = new CliRun { InputIsTerminal = true, Variables = { ["PITH_HOME"] = _folder.Path } };
        Assert.Equal(0, run.Run("-p", "hi", "--model", $"replay:{recording}"));
        Assert.Equal("as \"recorded\"\n", run.Text);
    }

    [Fact]
    public void WithoutAModelItSaysHowToConfigureOne()
    {
        var run = new CliRun { InputIsTerminal = true };
        Assert.Equal(ExitCode.Missing, run.Run("-p", "hi"));
        Assert.Contains("ANTHROPIC_API_KEY", run.Sentence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no prompt", "-p", "--model", "script:FILE")]
    [InlineData("not an answer", "-p", "hi", "--model", "script:FILE")]
    [InlineData("does not exist", "-p", "hi", "--model", "script:/nowhere/at/all")]
    [InlineData("names no file", "-p", "hi", "--model", "script:")]
    [InlineData("prices", "-p", "hi", "--model", "script:FILE", "--max-budget-usd", "1")]
    [InlineData("dollars above 0", "-p", "hi", "--max-budget-usd", "-3")]
    public void BadInputIsOneSentence(string part, params string[] words)
    {
        var file = Path.Combine(_folder.Path, "bad.jsonl");
        File.WriteAllText(file, part == "not an answer" ? "{\"nonsense\":1}\n" : "{\"text\":\"x\"}\n");
        var run = new CliRun { InputIsTerminal = true, Variables = { ["PITH_HOME"] = _folder.Path } };
        Assert.NotEqual(0, run.Run([.. words.Select(w => w.Replace("FILE", file, StringComparison.Ordinal))]));
        Assert.Contains(part, run.Sentence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bash,Write", "Bash,BashOutput,KillShell,Write")]
    [InlineData("Agent", "Agent")]
    [InlineData("B*,Edit(x)", "Bash,BashOutput,KillShell")]
    public void ABareDenyTakesTheToolAway(string rules, string gone)
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "hi", "--disallowedTools", rules, "--output-format", "stream-json", "--verbose"));
        var init = Lines(run)[0].GetProperty("tools").EnumerateArray().Select(t => t.GetString()!).ToArray();
        var sent = JsonDocument.Parse(server.Requests[0].Text[server.Requests[0].Text.IndexOf('{', StringComparison.Ordinal)..]).RootElement.GetProperty("tools").EnumerateArray().Select(t => t.GetProperty("name").GetString()!).ToArray();
        foreach (var tools in (string[][])[init, sent])
        {
            Assert.Empty(tools.Intersect(gone.Split(',')));
            Assert.Contains("Read", tools);
            Assert.Contains("Edit", tools);
        }
    }

    [Fact]
    public void ARuleThatAllowsAndCannotBeUsedStopsNoRun()
    {
        using var server = new MockServer([MockAnswer.Text("ok")]);
        var settings = Path.Combine(_folder.Path, "s.json");
        File.WriteAllText(settings, """{"permissions":{"allow":["*"],"deny":null}}""");
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "hi", "--settings", settings, "--allowedTools", "Read,mcp__*"));
        Assert.Contains("--allowedTools: this rule is passed over: 'mcp__*'", run.Complaint, StringComparison.Ordinal);
        Assert.Contains("permissions.allow: this rule is passed over: '*'", run.Complaint, StringComparison.Ordinal);
    }

    private CliRun Run(MockServer server, string input = "") => new()
    {
        Input = Encoding.UTF8.GetBytes(input),
        Variables = { ["ANTHROPIC_BASE_URL"] = server.Address.ToString(), ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Path },
    };

    private static JsonElement[] Lines(CliRun run) => [.. run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    private static string Word(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
