using System.Text.Json;
using Pith.Cli;
using Pith.Cli.Schemas;
using Pith.MockModels;

namespace Pith.Tests.Cli.Headless;

public sealed class StructuredOutputTests : IDisposable
{
    private const string Schema = """{"type":"object","properties":{"n":{"type":"integer"},"s":{"type":"string","enum":["a","b"]}},"required":["n","s"],"additionalProperties":false}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheProviderIsAskedToHoldTheAnswerToItAndTheValueIsInTheResult()
    {
        using var server = new MockServer([MockAnswer.Text("""{"n":1,"s":"a"}""")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "hi", "--json-schema", Schema, "--output-format", "json"));
        var result = JsonDocument.Parse(run.Text).RootElement;
        Assert.Equal(1, result.GetProperty("structured_output").GetProperty("n").GetInt32());
        Assert.Contains("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAnswerThatDoesNotFitIsAskedForAgainWithTheReason()
    {
        using var server = new MockServer([MockAnswer.Text("Sure! It is 1."), MockAnswer.Text("""{"n":"one","s":"a"}"""), MockAnswer.Text("```json\n{\"n\":1,\"s\":\"b\"}\n```")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "hi", "--json-schema", Schema));
        Assert.Equal("{\"n\":1,\"s\":\"b\"}\n", run.Text);
        Assert.Contains("it is no JSON", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Contains("$.n must be integer, not string", server.Requests[2].Text, StringComparison.Ordinal);
        Assert.StartsWith(server.Requests[0].Messages[..^2], server.Requests[2].Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void AfterFourAnswersItIsGivenUp()
    {
        using var server = new MockServer([MockAnswer.Text("no") with { Times = 9 }]);
        var run = Run(server);
        Assert.Equal(ExitCode.LimitReached, run.Run("-p", "hi", "--json-schema", Schema, "--output-format", "json"));
        Assert.Equal("error_max_structured_output_retries", JsonDocument.Parse(run.Text).RootElement.GetProperty("subtype").GetString());
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData("--features", "no-structured-output")]
    [InlineData("--model", "claude-3-opus")]
    public void WhereTheFeatureIsOffOrMissingTheWordsMustDo(params string[] flags)
    {
        using var server = new MockServer([MockAnswer.Text("""{"n":1,"s":"a"}""")]);
        Assert.Equal(0, Run(server).Run(["-p", "hi", "--json-schema", Schema, .. flags]));
        Assert.DoesNotContain("output_config", server.Requests[0].Text, StringComparison.Ordinal);
        Assert.Contains("must fit this JSON Schema", server.Requests[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void FeaturesAndBetasAreSentOnlyWhenTheyAreOn()
    {
        using var server = new MockServer([MockAnswer.Text("ok") with { Times = 3 }]);
        Assert.Equal(0, Run(server).Run("-p", "hi"));
        Assert.False(server.Requests[0].Headers.ContainsKey("anthropic-beta"));
        Assert.Equal("2023-06-01", server.Requests[0].Headers["anthropic-version"]);
        var run = Run(server);
        run.Variables["ANTHROPIC_VERSION"] = "2026-10-21";
        Assert.Equal(0, run.Run("-p", "hi", "--task-budget", "200k", "--features", "context-editing", "--betas", "mine-1"));
        Assert.Equal("task-budgets-2026-03-13,context-management-2025-06-27,mine-1", server.Requests[1].Headers["anthropic-beta"]);
        Assert.Equal("2026-10-21", server.Requests[1].Headers["anthropic-version"]);
        Assert.Contains("\"output_config\":{\"task_budget\":{\"type\":\"tokens\",\"total\":200000}},\"context_management\":{\"edits\":[{\"type\":\"clear_tool_uses_20250919\"}]}", server.Requests[1].Text, StringComparison.Ordinal);
        Assert.Equal(0, Run(server).Run("-p", "hi", "--task-budget", "200k", "--features", "no-task-budget"));
        Assert.DoesNotContain("task_budget", server.Requests[2].Text, StringComparison.Ordinal);
        Assert.Contains("there are structured-output", CliRun.Bad(ExitCode.Usage, "-p", "hi", "--features", "wings"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"string"}""", "\"x\"", null)]
    [InlineData("""{"type":["string","null"]}""", "null", null)]
    [InlineData("""{"type":"integer"}""", "1.5", "$ must be integer, not number")]
    [InlineData("""{"type":"integer"}""", "2.0", null)]
    [InlineData("""{"type":"array","items":{"type":"number","minimum":1},"maxItems":2}""", "[1,0]", "$[1] is too small: at least 1")]
    [InlineData("""{"type":"array","maxItems":2}""", "[1,2,3]", "$ is too long: Items 3, at most 2")]
    [InlineData("""{"properties":{"a":{"const":1}}}""", """{"a":2}""", "$.a must be 1")]
    [InlineData("""{"additionalProperties":{"type":"boolean"}}""", """{"a":2}""", "$.a must be boolean, not number")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "3", "$ fits none of the choices: $ must be string, not number")]
    [InlineData("""{"oneOf":[{"type":"number"},{"type":"integer"}]}""", "3", "$ must fit exactly one of 2 choices, and fits 2")]
    [InlineData("""{"allOf":[{"minLength":2},{"pattern":"^a"}]}""", "\"ba\"", "$ does not match \"^a\"")]
    [InlineData("""{"$ref":"#/$defs/t","$defs":{"t":{"type":"object","properties":{"kids":{"type":"array","items":{"$ref":"#/$defs/t"}}}}}}""", """{"kids":[{"kids":[1]}]}""", "$.kids[0].kids[0] must be object, not number")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "1", "the schema refers to #/$defs/none, which it does not have")]
    public void ValuesAreHeldToTheSchema(string schema, string value, string? problem) =>
        Assert.Equal(problem, SchemaCheck.Problem(JsonDocument.Parse(value).RootElement, JsonDocument.Parse(schema).RootElement));

    [Fact]
    public void BadSchemasAreOneSentence()
    {
        Assert.Contains("line 1, byte 2", CliRun.Bad(ExitCode.BadInput, "-p", "hi", "--model", Script(), "--json-schema", "{x"), StringComparison.Ordinal);
        Assert.Contains("does not exist", CliRun.Bad(ExitCode.NoInput, "-p", "hi", "--model", Script(), "--json-schema", "/no/schema.json"), StringComparison.Ordinal);
        Assert.Contains("empty", CliRun.Bad(ExitCode.NoInput, "-p", "hi", "--model", Script(), "--json-schema", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void TheResultSaysWhatWasSpentOnWhat()
    {
        var file = Path.Combine(_folder.Path, "a.txt");
        File.WriteAllText(file, new string('x', 3000));
        using var server = new MockServer([MockAnswer.Call("t1", "Read", $$"""{"file_path":"{{file}}"}"""), MockAnswer.Text("done")]);
        var run = Run(server);
        Assert.Equal(0, run.Run("-p", "hi", "--allowedTools", $"Read(/{file})", "--output-format", "json"));
        var result = JsonDocument.Parse(run.Text).RootElement;
        var turns = result.GetProperty("pith").GetProperty("turns").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(1, result.GetProperty("num_turns").GetInt32()), turns.Select(t => t.GetProperty("turn").GetInt32()));
        Assert.Equal(result.GetProperty("total_cost_usd").GetDouble(), turns.Sum(t => t.GetProperty("costUSD").GetDouble()), 0.00001);
        var blocks = result.GetProperty("pith").GetProperty("blocks");
        Assert.Equal((double)result.GetProperty("total_cost_usd").GetDecimal(), blocks.EnumerateObject().Sum(b => b.Value.GetProperty("costUSD").GetDouble()), 5);
        Assert.Equal(1, result.GetProperty("pith").GetProperty("tools").GetProperty("Read").GetProperty("calls").GetInt32());
        Assert.True(result.GetProperty("pith").GetProperty("files").GetProperty(file).GetProperty("costUSD").GetDecimal() > 0);
    }

    private string Script()
    {
        var script = Path.Combine(_folder.Path, "s.jsonl");
        File.WriteAllText(script, "{\"text\":\"x\"}\n");
        return $"script:{script}";
    }

    private CliRun Run(MockServer server) => new()
    {
        InputIsTerminal = true,
        Variables = { ["ANTHROPIC_BASE_URL"] = server.Address.ToString(), ["ANTHROPIC_API_KEY"] = "key", ["PITH_HOME"] = _folder.Path },
    };
}
