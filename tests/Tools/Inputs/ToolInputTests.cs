using System.Text;
using Pith.Tools.Inputs;

namespace Pith.Tests.Tools.Inputs;

public sealed class ToolInputTests
{
    [Theory]
    [InlineData("""{"n":5}""", 5)]
    [InlineData("""{"n":"5"}""", 5)]
    [InlineData("""{"n":" 5 "}""", 5)]
    [InlineData("""{"n":5.0}""", 5)]
    [InlineData("""{"n":1e3}""", 1000)]
    [InlineData("""{"n":7,"n":8}""", 8)]
    public void NumbersMayBeWrittenAsTexts(string json, long expected)
    {
        var input = ToolInput.Read(Call.Of(json));
        Assert.Equal(expected, input.Number("n", 0, long.MaxValue));
        Assert.Null(input.Problem);
    }

    [Theory]
    [InlineData("""{"n":"five"}""", "\"n\" must be a whole number from 1 to 9, but it is a text: five")]
    [InlineData("""{"n":1.5}""", "\"n\" must be a whole number from 1 to 9, but it is a number: 1.5")]
    [InlineData("""{"n":10}""", "\"n\" must be a whole number from 1 to 9, but it is a number: 10")]
    [InlineData("""{"n":1e300}""", "\"n\" must be a whole number from 1 to 9, but it is a number: 1e300")]
    [InlineData("""{"n":[1]}""", "\"n\" must be a whole number from 1 to 9, but it is an array: [1]")]
    public void AWrongNumberIsNamedWithWhatWasExpected(string json, string problem)
    {
        var input = ToolInput.Read(Call.Of(json));
        input.Number("n", 1, 9);
        Assert.Equal(problem, input.Problem);
    }

    [Theory]
    [InlineData("""{"b":true}""", true)]
    [InlineData("""{"b":"true"}""", true)]
    [InlineData("""{"b":"False"}""", false)]
    [InlineData("""{"b":1}""", true)]
    [InlineData("""{"b":null}""", false)]
    [InlineData("{}", false)]
    public void FlagsMayBeWrittenAsTexts(string json, bool expected)
    {
        var input = ToolInput.Read(Call.Of(json));
        Assert.Equal(expected, input.Flag("b"));
        Assert.Null(input.Problem);
    }

    [Fact]
    public void AMissingFieldIsNamedWithWhatWasGiven()
    {
        var input = ToolInput.Read(Call.Of("""{"path":"a","limit":3}"""));
        Assert.Equal("", input.Text("file_path"));
        input.Flag("path");
        Assert.Equal("\"file_path\" is missing: a text is expected; given were \"path\", \"limit\"", input.Problem);
    }

    [Theory]
    [InlineData("""{"a":"unfinished""")]
    [InlineData("""{"a":1}}""")]
    [InlineData("""[1]""")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":\"\n\"}")]
    [InlineData("not json")]
    public void WhatIsNoObjectIsAProblemAndNoException(string json)
    {
        var input = ToolInput.Read(Call.Of(json));
        Assert.StartsWith("the input cannot be read: ", input.Problem);
    }

    [Fact]
    public void DeepNestingIsAProblemAndNoException()
    {
        var input = ToolInput.Read(Call.Of("{\"a\":" + new string('[', 5000)));
        Assert.StartsWith("the input cannot be read: ", input.Problem);
    }

    [Fact]
    public void AnyBytesAreReadWithoutAnException()
    {
        var random = new Random(4711);
        for (var i = 0; i < 20_000; i++)
        {
            var json = Encoding.UTF8.GetBytes("""{"text":"a\ud800é\n","n":"12","list":[{"x":1},"y"],"b":"true"}""");
            for (var hits = random.Next(4); hits >= 0; hits--)
                json[random.Next(json.Length)] = (byte)random.Next(256);
            var input = ToolInput.Read(new Pith.Tools.ToolCall("1", "T", json));
            input.Text("text");
            input.Number("n", 0, 99);
            input.Objects("list");
            input.Texts("list");
            input.Flag("b");
            input.Choice("text", "one", "two");
        }
    }

    [Fact]
    public void HalfASurrogateBecomesAReplacementCharacter()
    {
        var input = ToolInput.Read(Call.Of("""{"t":"a\ud800b\ud83d\ude00"}"""));
        Assert.Equal("a\ufffdb😀", input.Text("t"));
        Assert.Null(input.Problem);
    }

    [Theory]
    [InlineData("""{"edits":[{"old":"a"},{"old":"b"}]}""")]
    [InlineData("""{"edits":"[{\"old\":\"a\"},{\"old\":\"b\"}]"}""")]
    public void ArraysMayBeWrittenAsTexts(string json)
    {
        var input = ToolInput.Read(Call.Of(json));
        Assert.Equal(["a", "b"], input.Objects("edits")!.Select(e => e.Text("old")));
        Assert.Null(input.Problem);
    }

    [Fact]
    public void AFieldInsideAnArrayIsNamedWithItsPlace()
    {
        var input = ToolInput.Read(Call.Of("""{"edits":[{"old":"a"},{"new":"b"}]}"""));
        foreach (var edit in input.Objects("edits")!)
            edit.Text("old");
        Assert.Equal("\"edits[1].old\" is missing: a text is expected; given were \"new\"", input.Problem);
    }
}
