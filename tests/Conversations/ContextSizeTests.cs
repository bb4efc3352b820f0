using System.Text;
using Pith.Conversations;
using Pith.Tokens;

namespace Pith.Tests.Conversations;

public sealed class ContextSizeTests
{
    // A tokenizer of one token an o200k token, 10 for a result and 3 for a message.
    private static readonly Estimator Plain = Weights((EstimateTerm.O200k, 1), (EstimateTerm.Results, 10), (EstimateTerm.Message, 3), (EstimateTerm.Calls, 20));

    private static readonly ContextSizeOptions Options = new(Plain, ImageRule.OfPatches(28, 1568, 1568));

    [Fact]
    public void WithoutAnythingSinceTheReportItIsExact()
    {
        var size = Size(Call("m1", 1000, 50, "t1"));
        Assert.Equal((1050, 0, true, 1050, 0), (size.Tokens, size.Margin, size.IsExact, size.Reported, size.Since));
        Assert.Equal(1, size.Anchor!.Value.Record);
    }

    [Fact]
    public void WhatCameSinceIsEstimated()
    {
        var size = Size(Call("m1", 500, 9, "t0"), Result("t0", "x"), Call("m2", 1000, 50, "t1"), Result("t1", "hello there"));
        Assert.Equal(1050 + 10 + Count("hello there"), size.Tokens);
        Assert.Equal((false, 3), (size.IsExact, size.Anchor!.Value.Record));
        Assert.True(size.Margin > 0);
    }

    [Fact]
    public void RecordsOfOneMessageAreOneAnswerAlsoWithResultsBetween()
    {
        var size = Size(Call("m1", 1000, 2, "t1"), Result("t1", "a b c"), Call("m1", 1000, 80, "t2"));
        Assert.Equal(1080 + 10 + Count("a b c"), size.Tokens);
    }

    [Fact]
    public void APlaceholderIsNotBelieved()
    {
        var size = Size(Call("m1", 1000, 1, "t1", "2.1.30", new string('x', 400)));
        Assert.True(size.IsOutputEstimated);
        Assert.False(size.IsExact);
        Assert.True(size.Tokens > 1020);
        var plausible = Size(Call("m1", 1000, 60, "t1", "2.1.30"));
        Assert.Equal((1060, false, false), (plausible.Tokens, plausible.IsOutputEstimated, plausible.IsExact));
        Assert.True(plausible.Margin > 0);
    }

    [Fact]
    public void SideChainsAndSyntheticAnswersDoNotCount()
    {
        var side = Call("s1", 77_000, 50, "x1").Replace("\"isSidechain\":false", "\"isSidechain\":true", StringComparison.Ordinal);
        var synthetic = Call("y1", 0, 0, "x2").Replace("claude-opus-5", "<synthetic>", StringComparison.Ordinal);
        Assert.Equal(1050, Size(Call("m1", 1000, 50, "t1"), side, synthetic).Tokens);
    }

    [Fact]
    public void ABoundaryLeavesWhatNoRecordShows()
    {
        var size = Size(User("Hello there."), Call("m1", 9000, 50, "t1"), Result("t1", "much"), Call("m2", 99_000, 50, "t2"), Boundary(), Summary("In short."));
        Assert.Null(size.Anchor);
        Assert.Equal(9000 - 3 - Count("Hello there."), size.Unrecorded);
        Assert.Equal(size.Unrecorded + 3 + Count("In short."), size.Tokens);
        var after = Size(User("Hello there."), Call("m1", 9000, 50, "t1"), Boundary(), Summary("In short."), Call("m3", 9100, 20, "t3"));
        Assert.Equal((9120, true), (after.Tokens, after.IsExact));
    }

    [Fact]
    public void AnEarlierTurnHasItsOwnAnchor()
    {
        string[] lines = [User("a"), Call("m1", 1000, 50, "t1"), Result("t1", "b"), Call("m2", 2000, 50, "t2")];
        Assert.Equal(1050, Of(new IndexOptions { UpToTurn = 2 }, Options, lines).Tokens);
        Assert.Equal(1050 + 10 + Count("b"), Of(new IndexOptions { UpToTurn = 3 }, Options, lines).Tokens);
    }

    [Fact]
    public void ModelsThatDropThinkingLoseItWhenTheUserSpeaks()
    {
        var thinking = """{"type":"assistant","isSidechain":false,"version":"2.1.200","uuid":"u1","message":{"id":"m1","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"thinking","thinking":"one two three four five","signature":""},{"type":"text","text":"Yes."}],"usage":{"input_tokens":1000,"output_tokens":50}}}""";
        var kept = Size(User("a"), thinking, User("And now?"));
        var dropped = Of(new IndexOptions(), Options with { KeepsThinking = false }, [User("a"), thinking, User("And now?")]);
        Assert.Equal(Count("one two three four five"), kept.Tokens - dropped.Tokens);
        Assert.Equal(1050, Of(new IndexOptions(), Options with { KeepsThinking = false }, [User("a"), thinking]).Tokens);
    }

    [Fact]
    public void WithoutAnyReportAllOfItIsEstimated()
    {
        var size = Size(User("Hello there."));
        Assert.Equal(3 + Count("Hello there."), size.Tokens);
        Assert.Equal((null, 0, false), ((object?)size.Anchor, size.Unrecorded, size.IsExact));
    }

    [Fact]
    public void DeclaredToolsAndPicturesCountByRule()
    {
        const string body = """{"model":"claude-sonnet-4-6","max_tokens":9,"tools":[{"name":"a","input_schema":{"type":"object"}},{"name":"b","input_schema":{"defer_loading":true}},{"name":"c","input_schema":{},"defer_loading":true}],"messages":[{"role":"user","content":[{"type":"text","text":"Hi"},{"type":"image","source":{"type":"base64","media_type":"image/gif","data":"R0lGODlhQAHwAAAAAA=="}}]}]}""";
        using var index = IndexedSession.IndexText(body);
        var size = ContextSize.Of(index, Options with { ToolPrompt = 497 });
        Assert.Equal(497 + Count("""{"name":"a","input_schema":{"type":"object"}}""") + Count("""{"name":"b","input_schema":{"defer_loading":true}}""") + 3 + Count("Hi") + 12 * 9, size.Tokens);
    }

    private static ContextSize Size(params string[] lines) => Of(new IndexOptions(), Options, lines);

    private static ContextSize Of(IndexOptions options, ContextSizeOptions size, string[] lines)
    {
        using var index = IndexedSession.IndexText(string.Join('\n', lines), options: options);
        return ContextSize.Of(index, size);
    }

    private static int Count(string text) => TokenCounter.O200k.Count(Encoding.UTF8.GetBytes(text));

    private static Estimator Weights(params (EstimateTerm Term, double Weight)[] given)
    {
        var weights = new double[ContextParts.Terms];
        foreach (var (term, weight) in given)
            weights[(int)term] = weight;
        return new Estimator(weights, new Spread(2, 0.1), new Spread(5, 0.2));
    }

    private static string User(string text) => $$$"""{"type":"user","isSidechain":false,"uuid":"u{{{text}}}","message":{"role":"user","content":"{{{text}}}"}}""";

    private static string Summary(string text) => User(text).Replace("\"isSidechain\"", "\"isCompactSummary\":true,\"isSidechain\"", StringComparison.Ordinal);

    private static string Call(string message, int context, int output, string call, string version = "2.1.200", string command = "ls") =>
        $$$"""{"type":"assistant","isSidechain":false,"version":"{{{version}}}","uuid":"{{{message}}}{{{call}}}","message":{"id":"{{{message}}}","role":"assistant","model":"claude-opus-5","content":[{"type":"tool_use","id":"{{{call}}}","name":"Bash","input":{"command":"{{{command}}}"}}],"usage":{"input_tokens":{{{context}}},"output_tokens":{{{output}}} } } }""";

    private static string Result(string call, string text) =>
        $$$"""{"type":"user","isSidechain":false,"uuid":"r{{{call}}}","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"{{{call}}}","content":"{{{text}}}"}]}}""";

    private static string Boundary() => """{"type":"system","subtype":"compact_boundary","uuid":"b","compactMetadata":{"trigger":"auto","preTokens":1}}""";
}
