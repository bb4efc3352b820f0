using System.Text;
using Pith.Compaction;
using Pith.Conversations;
using Pith.Tests.Conversations;
using Pith.Transcripts;

namespace Pith.Tests.Requests;

/// <summary>Thinking goes out byte for byte after what it was signed over, or not at all.</summary>
public sealed class ThinkingOriginTests
{
    [Fact]
    public void WhatStandsAsRecordedKeepsItsThinking()
    {
        using var script = Work();
        Assert.Equal(["one", "two"], Kept(script));
    }

    [Fact]
    public void AStrayResultTakesTheThinkingBehindItAlong()
    {
        using var script = new Script();
        script.User("go").Thinking("one", "s1").Call("Bash", "{}", "a").Result("a", "x").Result("gone", "y");
        script.Thinking("two", "s2").Call("Bash", "{}", "b").Result("b", "z");
        Assert.Equal(["one"], Kept(script));
    }

    [Fact]
    public void AShortenedResultTakesTheThinkingBehindItAlong()
    {
        using var script = new Script();
        script.User("go").Thinking("one", "s1").Call("Bash", "{}", "a").Result("a", string.Join('\n', Enumerable.Range(0, 3000)));
        script.Thinking("two", "s2").Call("Bash", "{}", "b").Result("b", "z");
        Assert.Equal(["one"], Kept(script));
    }

    [Fact]
    public void ALineThatCannotBeReadTakesTheThinkingBehindItAlong()
    {
        const string user = """{"type":"user","uuid":"u","message":{"role":"user","content":"go"}}""";
        const string answer = """{"type":"assistant","uuid":"a","message":{"id":"m","content":[{"type":"thinking","thinking":"one","signature":"s"},{"type":"text","text":"done"}]}}""";
        using var whole = IndexedSession.IndexText($"{user}\n{answer}\n{{torn");
        Assert.Equal(["one"], Kept(whole));
        using var broken = IndexedSession.IndexText($"{user}\n{{torn\n{answer}\n");
        Assert.Equal([], Kept(broken));
    }

    [Fact]
    public void TurnsKeptOverABoundaryLoseTheirs()
    {
        using var script = new Script();
        script.User("go").Turn(Role.Assistant, id: "kept");
        script.Thinking("one", "s1").Text("said");
        script.Boundary("""["kept"]""").User("summary", RecordFlags.Summary).Thinking("two", "s2").Text("said");
        Assert.DoesNotContain("one", Kept(script));
    }

    [Fact]
    public void ModelsThatBindThinkingToItsPrefixGetItOnlyWithTheToolsOfTheRequest()
    {
        var request = """{"model":"MODEL","max_tokens":9,TOOLS"messages":[{"role":"user","content":"go"},{"role":"assistant","content":[{"type":"thinking","thinking":"one","signature":"s"},{"type":"text","text":"x"}]},{"role":"user","content":"on"}]}""";
        string[] Of(string model, string tools)
        {
            using var index = IndexedSession.IndexText(request.Replace("MODEL", model, StringComparison.Ordinal).Replace("TOOLS", tools, StringComparison.Ordinal));
            return Kept(index);
        }

        Assert.Equal([], Of("claude-opus-5-5", ""));
        Assert.Equal(["one"], Of("claude-opus-5-5", """ "tools":[{"name":"Bash","input_schema":{"type":"object"}}],"""));
        Assert.Equal(["one"], Of("claude-opus-4-6", ""));
    }

    private static Script Work() => new Script().User("go").Thinking("one", "s1").Call("Bash", "{}", "a").Result("a", "x").Thinking("two", "s2").Assistant("done");

    private static string[] Kept(Script script) => Kept(script.Seal());

    private static string[] Kept(ContextIndex index) =>
        [.. Compactor.Apply(index, Planner.Plan(index, new Policy { Budget = 100_000 })).Messages.SelectMany(m => m.Blocks).Where(b => b.Kind == BlockKind.Thinking).Select(b => Encoding.UTF8.GetString(b.Text.Span))];
}
