using System.Text;
using Pith.Calibrations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Tests.Calibrations;

public sealed class StepReaderTests
{
    [Fact]
    public void TwoCallsMakeAStep()
    {
        var step = Assert.Single(Read(Call("m1", 1000, 50, "t1"), Result("t1", "hello there"), Call("m2", 1100, 60, "t2")));
        Assert.Equal((100, 50, 1100, true, false), (step.Growth, step.Output, step.Context, step.IsResultsOnly, step.HasDraftOutput));
        Assert.Equal(TokenCounter.O200k.Count("hello there"u8), step.Between[EstimateTerm.O200k]);
        Assert.Equal((1, 1), (step.Between[EstimateTerm.Results], step.Answer[EstimateTerm.Calls]));
    }

    [Fact]
    public void RecordsOfOneMessageAreOneCallAndItsLargestOutputCounts()
    {
        var step = Assert.Single(Read(Call("m1", 1000, 3, "t1"), Call("m1", 1000, 50, "t2"), Result("t1", "a"), Result("t2", "b"), Call("m2", 1100, 60, "t3")));
        Assert.Equal(50, step.Output);
        Assert.Equal((1, 1), (step.Between[EstimateTerm.Results], step.Between[EstimateTerm.FurtherResult]));
        Assert.Equal(1, step.Answer[EstimateTerm.FurtherCall]);
    }

    [Fact]
    public void OldClientsReportPlaceholders() =>
        Assert.True(Assert.Single(Read(Call("m1", 1000, 3, "t1", "2.1.58"), Result("t1", "a"), Call("m2", 1100, 60, "t2", "2.1.58"))).HasDraftOutput);

    [Fact]
    public void WhatCannotBeKnownMakesNone()
    {
        Assert.Empty(Read(Call("m1", 1000, 50, "t1"), Call("m2", 1100, 60, "t2"))); // unanswered
        Assert.Empty(Read(Call("m1", 1000, 50, "t1"), Result("t9", "a"), Call("m2", 1100, 60, "t2"))); // another's answer
        Assert.Empty(Read(Call("m1", 1000, 50, "t1"), Result("t1", "a"), Call("m2", 900, 60, "t2"))); // shrunk
        Assert.Empty(Read(Call("m1", 1000, 50, "t1"), Result("t1", "a"), Attachment(), Call("m2", 1100, 60, "t2")));
        Assert.Empty(Read(Call("m1", 1000, 50, "t1"), Result("t1", "a"), Boundary(), Call("m2", 1100, 60, "t2")));
        Assert.Empty(Read(Call("m1", 1000, 50, "t1"), Result("t1", "a"), Call("m2", 1100, 60, "t2").Replace("claude-opus-5", "claude-opus-4-6", StringComparison.Ordinal)));
        Assert.Empty(Read(Call("m1", 1000, 50, "t1")));
    }

    [Fact]
    public void SideChainsAreConversationsOfTheirOwn()
    {
        string[] side = [Call("s1", 500, 5, "x1"), Result("x1", "s"), Call("s2", 600, 5, "x2")];
        var steps = Read(Call("m1", 1000, 50, "t1"), Side(side[0]), Side(side[1]), Side(side[2]), Result("t1", "a"), Call("m2", 1100, 60, "t2"));
        Assert.Equal([100, 100], steps.Select(s => s.Growth).ToArray());
    }

    [Fact]
    public void CodexReportsComeBehindTheResults()
    {
        var steps = Read(
            """{"timestamp":"t","type":"session_meta","payload":{"id":"1","cli_version":"0.140.0"}}""",
            """{"timestamp":"t","type":"turn_context","payload":{"model":"gpt-5.5"}}""",
            """{"timestamp":"t","type":"response_item","payload":{"type":"function_call","name":"shell","arguments":"{}","call_id":"c1"}}""",
            """{"timestamp":"t","type":"response_item","payload":{"type":"function_call_output","call_id":"c1","output":"hello there"}}""",
            Count(1000, 40),
            """{"timestamp":"t","type":"response_item","payload":{"type":"function_call","name":"shell","arguments":"{}","call_id":"c2"}}""",
            """{"timestamp":"t","type":"response_item","payload":{"type":"function_call_output","call_id":"c2","output":"more"}}""",
            Count(1053, 30));
        var step = Assert.Single(steps);
        Assert.Equal(("gpt-5.5", 53, 40), (step.Model, step.Growth, step.Output));
        Assert.Equal(TokenCounter.O200k.Count("hello there"u8), step.Between[EstimateTerm.O200k]);

        static string Count(int input, int output) =>
            $$$"""{"timestamp":"t","type":"event_msg","payload":{"type":"token_count","info":{"last_token_usage":{"input_tokens":{{{input}}},"cached_input_tokens":10,"output_tokens":{{{output}}} } } } }""";
    }

    private static IReadOnlyList<Step> Read(params string[] lines)
    {
        using var reader = new TranscriptReader(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), new ReaderOptions());
        using var steps = new StepReader("s");
        while (reader.Read(steps))
        {
        }

        steps.Finish();
        return steps.Steps;
    }

    private static string Call(string message, int context, int output, string call, string version = "2.1.200") =>
        $$$"""{"type":"assistant","isSidechain":false,"version":"{{{version}}}","uuid":"{{{message}}}{{{call}}}","message":{"id":"{{{message}}}","role":"assistant","model":"claude-opus-5","content":[{"type":"tool_use","id":"{{{call}}}","name":"Bash","input":{"command":"ls"}}],"usage":{"input_tokens":{{{context}}},"output_tokens":{{{output}}} } } }""";

    private static string Result(string call, string text) =>
        $$$"""{"type":"user","isSidechain":false,"uuid":"r{{{call}}}","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"{{{call}}}","content":"{{{text}}}"}]}}""";

    private static string Attachment() => """{"type":"attachment","uuid":"a","attachment":{"type":"task_reminder","content":[]}}""";

    private static string Boundary() => """{"type":"system","subtype":"compact_boundary","uuid":"b","compactMetadata":{"trigger":"auto","preTokens":1}}""";

    private static string Side(string line) => line.Replace("\"isSidechain\":false", "\"isSidechain\":true", StringComparison.Ordinal);
}
