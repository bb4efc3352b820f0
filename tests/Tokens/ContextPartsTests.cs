using System.Text;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class ContextPartsTests
{
    [Fact]
    public void TheShapeOfATextIsCounted()
    {
        var parts = Measured("fooBar.baz(12, 345);\n\n\treturn XMLPath;\r\n");
        Assert.Equal(("fooBar" + "baz" + "return" + "ath").Count(char.IsLower), parts[EstimateTerm.Lower]);
        Assert.Equal(5, parts[EstimateTerm.Upper]);
        Assert.Equal(1, parts[EstimateTerm.Humps]);
        Assert.Equal(1, parts[EstimateTerm.Joints]);
        Assert.Equal(1, parts[EstimateTerm.Clusters]);
        Assert.Equal(2, parts[EstimateTerm.Lines]);
        Assert.Equal(2, parts[EstimateTerm.Numbers]);
    }

    [Fact]
    public void CountsAreThoseOfTheVocabularies()
    {
        var text = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "session.jsonl"));
        var parts = default(ContextParts);
        parts.Measure(text);
        Assert.Equal(TokenCounter.O200k.Count(text), parts[EstimateTerm.O200k]);
        Assert.Equal(TokenCounter.Cl100k.Count(text), parts[EstimateTerm.Cl100k]);
    }

    [Fact]
    public void ACallCountsItsValuesWithoutEscapes()
    {
        var parts = default(ContextParts);
        parts.AddCall("""{"path":"/a\n\"b\"","limit":5,"deep":{"x":[1,2]}}"""u8);
        Assert.Equal(3, parts[EstimateTerm.Argument]);
        Assert.Equal(TokenCounter.O200k.Count("/a\n\"b\"\n5\n{\"x\":[1,2]}"u8), parts[EstimateTerm.O200k]);
        parts.AddCall("not json"u8);
        Assert.Equal((1, 1, 4), (parts[EstimateTerm.Calls], parts[EstimateTerm.FurtherCall], parts[EstimateTerm.Argument]));
    }

    [Fact]
    public void TheFirstResultOfAMessageIsNotAFurtherOne()
    {
        var parts = default(ContextParts);
        foreach (var results in new[] { 3, 1 })
        {
            parts.BeginAnswer();
            for (var i = 0; i < results; i++)
                parts.AddResult("ok"u8);
        }

        Assert.Equal((2, 2), (parts[EstimateTerm.Results], parts[EstimateTerm.FurtherResult]));
    }

    [Fact]
    public void ReferencesCountByNumberNotByText()
    {
        var parts = default(ContextParts);
        parts.AddResult("""{"type":"tool_reference","tool_name":"a"}"""u8);
        Assert.Equal((1, 0), (parts[EstimateTerm.Reference], parts[EstimateTerm.O200k]));
    }

    [Fact]
    public void ThinkingCountsByItsSignature()
    {
        var parts = default(ContextParts);
        parts.AddThinking("a summary"u8, 1250);
        parts.AddThinking("whole"u8, 0);
        Assert.Equal((2, 1000), (parts[EstimateTerm.Thinking], parts[EstimateTerm.Signature]));
        Assert.Equal(TokenCounter.O200k.Count("whole"u8), parts[EstimateTerm.O200k]);
    }

    [Fact]
    public void NothingIsEmpty()
    {
        var parts = default(ContextParts);
        Assert.True(parts.IsEmpty);
        parts.AddText([]);
        Assert.False(parts.IsEmpty);
    }

    private static ContextParts Measured(string text)
    {
        var parts = default(ContextParts);
        parts.Measure(Encoding.UTF8.GetBytes(text));
        return parts;
    }
}
