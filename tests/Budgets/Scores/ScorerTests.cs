using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;
using Pith.Budgets.Scores;

namespace Pith.Tests.Budgets.Scores;

/// <summary>What counts as held, and what must not.</summary>
public sealed class ScorerTests
{
    private const string Path = "a/main_lp.cs", Old = "    var needed_value = computeTotal(1);\n    return needed_value.Times(2);";

    [Fact]
    public void SpansUnderAHeadHoldEverything()
    {
        var score = Score($"### {Path} @L12\n{Old}\n");
        Assert.Equal(1, score.Verbatim(NeedClass.Exact));
        Assert.Equal(1, score.Verbatim(NeedClass.Place));
        Assert.Equal(1, score.Verbatim(NeedClass.Pair));
        Assert.Equal(1, score.PlacedShare);
    }

    [Fact]
    public void LooseTrimmedLinesAreNoEdit()
    {
        var score = Score("return needed_value.Times(2);\nvar needed_value = computeTotal(1);\n");
        Assert.Equal(1, score.Verbatim(NeedClass.Edit));
        Assert.Equal(0, score.Verbatim(NeedClass.Exact));
        Assert.Equal(0, score.Verbatim(NeedClass.Place));
        Assert.True(score.Verbatim(NeedClass.Line) > 0.5);
    }

    [Fact]
    public void ABagOfNamesBindsNothing()
    {
        var score = Score($"{Path} b/two_x.cs c/three_y.cs d/four_z.cs needed_value computeTotal needed_value.Times other_name one_more {string.Join(' ', Enumerable.Range(0, 40).Select(i => $"noise_{i}"))}");
        Assert.Equal(1, score.Verbatim(NeedClass.Id));
        Assert.Equal(0, score.Verbatim(NeedClass.Line));
        Assert.Equal(0, score.Verbatim(NeedClass.Place));
    }

    [Fact]
    public void AHeadOverForeignSymbolsBindsNothing()
    {
        var foreign = string.Join('\n', Enumerable.Range(0, 12).Select(i => $"foreign_{i} = unrelated_{i}.Call_{i}();"));
        Assert.Equal(0, Score($"### {Path}\n{Old}\n{foreign}\n").Verbatim(NeedClass.Place));
        Assert.Equal(1, Score($"### {Path}\n{Old}\n### elsewhere of note\n{foreign}\n").Verbatim(NeedClass.Place));
    }

    [Fact]
    public void AHeadThatNamesManyPathsBindsNothing() =>
        Assert.Equal(0, Score($"### {Path} a/b_one.cs a/b_two.cs a/b_three.cs\n{Old}\n").Verbatim(NeedClass.Place));

    [Fact]
    public void NumbersInFrontAreIgnored() => Assert.Equal(1, Score($"### {Path}\n    12\t{Old.Replace("\n", "\n    13\t", StringComparison.Ordinal)}\n").Verbatim(NeedClass.Exact));

    [Fact]
    public void AHandleMakesRecoverableWhatItLeadsTo()
    {
        var blobs = new Dictionary<string, string> { ["pith:00"] = $"file_path: {Path}\n{Old}", ["pith:11"] = "not cited" };
        var score = Scorer().Of(new Context([new Message(Speaker.User, "see [pith:00]")]) { Blobs = blobs }, 1000);
        Assert.Equal((0, 1), (score.Verbatim(NeedClass.Exact), score.Recoverable(NeedClass.Exact)));
        Assert.Equal((0, 1), (score.Verbatim(NeedClass.Place), score.Recoverable(NeedClass.Place)));
        var without = Scorer().Of(new Context([new Message(Speaker.User, "see nothing")]) { Blobs = blobs }, 1000);
        Assert.Equal(0, without.Recoverable(NeedClass.Exact));
        Assert.True(score.ReloadDollars > 0 && score.ReloadDollars < without.ReloadDollars);
    }

    [Fact]
    public void AMissingMessageIsPaidOnceHoweverManyLinesItHolds()
    {
        var one = Scorer(Session(Old.Split('\n')[0])).Of(new Context([]), 1000).ReloadDollars;
        var two = Scorer(Session(Old)).Of(new Context([]), 1000).ReloadDollars;
        Assert.Equal(one, two, 6);
    }

    [Fact]
    public void OnlyTheNewestPartOfAViewThatOvershootsIsScored()
    {
        var view = new Context([new Message(Speaker.User, $"### {Path}\n{Old}"), new Message(Speaker.User, new string('x', 4_000))]);
        var clipped = Scorer().Of(view, 800);
        Assert.True(clipped.Overshot);
        Assert.Equal(0, clipped.Verbatim(NeedClass.Exact));
        Assert.Equal(1, Scorer().Of(view, 800, isClipped: false).Verbatim(NeedClass.Exact));
    }

    [Fact]
    public void ALongRequestMayKeepItsBeginning()
    {
        var request = string.Concat(Enumerable.Range(0, 600).Select(i => $"word{i} "));
        var past = new Past(new Talk().User(request).Bash("ls", "ok").Messages);
        past.AdvanceTo(1);
        var scorer = new Scorer(past, NeedReader.At(past, 9), SelfCheckTests.Prices);
        Assert.Equal(1, scorer.Of(new Context([new Message(Speaker.User, request[..800])]), 1000).Verbatim(NeedClass.First));
        Assert.Equal(0, scorer.Of(new Context([new Message(Speaker.User, request[..400])]), 1000).Verbatim(NeedClass.First));
    }

    [Theory]
    [InlineData("## Files changed\n- /w/one.cs", 1)]
    [InlineData("- Edit /w/one.cs → ok", 1)]
    [InlineData("- read /w/one.cs", 0)]
    [InlineData("/w/one.cs", 0)]
    public void StateIsWhatTheViewSaysLast(string text, double expected)
    {
        var talk = new Talk().Read("/w/one.cs", "x").Edit("/w/one.cs", "x", "y");
        var past = new Past(talk.Messages);
        past.AdvanceTo(4);
        Assert.Equal(expected, new Scorer(past, NeedReader.At(past, 9), SelfCheckTests.Prices).Of(new Context([new Message(Speaker.User, text)]), 1000).Verbatim(NeedClass.State));
    }

    [Fact]
    public void AVerbInTheNameOfAFileSaysNothingOfIt()
    {
        const string path = "/w/code-changes/editor.md";
        var past = new Past(new Talk().Read(path, "x").Messages);
        past.AdvanceTo(2);
        var view = new Context([new Message(Speaker.User, $"## Files read\n{path}\n## Lines\n### {path} @L3\n{path}")]);
        Assert.Equal(1, new Scorer(past, NeedReader.At(past, 9), SelfCheckTests.Prices).Of(view, 1000).Verbatim(NeedClass.State));
    }

    private static Score Score(string text) => Scorer().Of(new Context([new Message(Speaker.User, text)]), 100_000);

    private static Scorer Scorer(Talk? talk = null)
    {
        var past = new Past((talk ?? Session(Old)).Messages);
        past.AdvanceTo(3 + 2);
        return new Scorer(past, NeedReader.At(past, int.MaxValue), SelfCheckTests.Prices);
    }

    private static Talk Session(string old) =>
        new Talk().User("Go").Read(Path, Old.Split('\n')).Read("a/b_other.cs", [.. Enumerable.Range(0, 12).Select(i => $"foreign_{i} = unrelated_{i}.Call_{i}();")])
            .Edit(Path, old, "x");
}
