using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Tests.Budgets.Needs;

public sealed class NeedReaderTests
{
    private const string Line = "var needed_value = computeTotal(1);";

    [Fact]
    public void ALineThatALaterCallRepeatsIsNeeded() => Assert.Equal([Line], At(2, Past().Edit("a/one_b.cs", Line, "x")).Lines);

    [Fact]
    public void SuppliedAgainIsNotNeeded()
    {
        Assert.Empty(At(2, Past().Bash("cat it", Line).Edit("a/one_b.cs", Line, "x")).Lines);
        Assert.Empty(At(2, Past().User(Line).Edit("a/one_b.cs", Line, "x")).Lines);
        Assert.Empty(At(2, Past().Assistant("I mean\n" + Line).Bash("ls", "ok").Edit("a/one_b.cs", Line, "x")).Lines);
        var noticed = Past().Edit("a/one_b.cs", Line, "x");
        noticed.Messages[2] = new Message(Speaker.Assistant, "", noticed.Messages[2].Calls) { Notices = [Line] };
        Assert.Empty(At(2, noticed).Lines);
    }

    [Fact]
    public void WordsOfTheCallsOwnMessageComeTooLate()
    {
        var talk = Past().Edit("a/one_b.cs", Line, "x");
        talk.Messages[2] = new Message(Speaker.Assistant, Line, talk.Messages[2].Calls);
        Assert.Single(At(2, talk).Lines);
    }

    [Fact]
    public void KeysOfArgumentsAreNoItems() => Assert.DoesNotContain("file_path", At(2, Past().Bash("echo file_path", "ok").Edit("a", "b", "c")).Ids.Keys);

    [Fact]
    public void AnEditNeedsItsOldTextVerbatim()
    {
        var needs = At(2, Past().Edit("a/one_b.cs", Line + "\n    second_line(of, it);", "x"));
        Assert.Equal([Line + "\n    second_line(of, it);"], needs.Exacts);
        Assert.Equal(2, Assert.Single(needs.Edits).Count);
        Assert.Empty(At(2, Past().Edit("a/one_b.cs", Line + "\nsecond_line(of, it);", "x")).Exacts); // other margin
    }

    [Fact]
    public void ALineBelongsToThePathTheLaterCallNames()
    {
        var talk = new Talk().Read("a/one_b.cs", Line).Read("a/two_c.cs", Line).Edit("a/two_c.cs", Line, "x");
        Assert.Equal(["a/two_c.cs"], At(4, talk).Places[Line]);
        Assert.Equal(["a/one_b.cs"], At(2, new Talk().Read("a/one_b.cs", Line).Call("Note", Pith.Conversations.ToolKind.Other, "ok", "text", Line)).Places[Line]);
    }

    [Fact]
    public void APairMustHaveBeenBoundInThePast()
    {
        var far = new Talk().User("a/one_b.cs " + new string('-', 500) + "\n\n other_symbol").Bash("edit a/one_b.cs other_symbol", "ok");
        Assert.Empty(At(1, far).Pairs);
        Assert.Contains(("a/one_b.cs", "needed_value"), At(2, Past().Bash("sed a/one_b.cs needed_value", "ok")).Pairs);
    }

    [Fact]
    public void AFailureCountsWhereALaterCallActsOnTheSameThing()
    {
        var talk = new Talk().Bash("make part_one_x", "error in reader_file.cs", isError: true);
        Assert.Empty(At(2, new Talk().Bash("make part_one_x", "error in reader_file.cs", isError: true).Bash("ls somewhere_else", "ok")).Failures);
        Assert.Single(At(2, talk.Bash("cat reader_file.cs", "ok")).Failures);
    }

    [Fact]
    public void TheHorizonEndsTheFuture() => Assert.Empty(At(2, Past().Bash("ls", "ok").Edit("a/one_b.cs", Line, "x"), horizon: 1).Lines);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void AgreesWithTheRuleAsWritten(int seed)
    {
        var recording = RandomTalk.Of(seed, 60);
        foreach (var cut in new[] { 20, 50, 80 })
        {
            var needs = At(cut, recording.Messages);
            Assert.Equal(ByTheRule(recording.Messages, cut, LinesOf).Order(StringComparer.Ordinal), needs.Lines.Order(StringComparer.Ordinal));
            Assert.Equal(ByTheRule(recording.Messages, cut, AtomsOf).Order(StringComparer.Ordinal), needs.Ids.Keys.Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Section 4 of the specification, line by line.</summary>
    private static HashSet<string> ByTheRule(IReadOnlyList<Message> messages, int cut, Func<string, IEnumerable<string>> items)
    {
        var pre = new HashSet<string>(messages.Take(cut).SelectMany(m => m.Calls.SelectMany(c => c.Values.Select(v => v.Value)).Prepend(m.Text)).SelectMany(items));
        var (fresh, need) = (new HashSet<string>(), new HashSet<string>());
        foreach (var message in messages.Skip(cut))
        {
            fresh.UnionWith(message.Notices.SelectMany(items));
            foreach (var call in message.Calls)
            {
                var own = call.Values.SelectMany(v => items(v.Value)).ToList();
                need.UnionWith(own.Where(i => pre.Contains(i) && !fresh.Contains(i)));
                fresh.UnionWith(own);
            }

            fresh.UnionWith(items(message.Text));
        }

        return need;
    }

    private static IEnumerable<string> LinesOf(string text) => LineText.Forms(text).SelectMany(f => f.Split('\n')).Select(l => LineText.Normalise(l)).OfType<string>();

    private static IEnumerable<string> AtomsOf(string text) => LineText.Forms(text).SelectMany(f => AtomText.In(f)).Select(a => a.Text);

    private static Talk Past() => new Talk().Read("a/one_b.cs", Line, "    second_line(of, it);");

    private static NeedSet At(int cut, Talk talk, int horizon = int.MaxValue) => At(cut, talk.Messages, horizon);

    private static NeedSet At(int cut, IReadOnlyList<Message> messages, int horizon = int.MaxValue)
    {
        var past = new Past(messages);
        past.AdvanceTo(cut);
        return NeedReader.At(past, horizon);
    }
}
