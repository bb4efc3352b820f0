using Pith.Budgets.Recordings;
using Pith.Tests.Conversations;
using Pith.Transcripts;

namespace Pith.Tests.Budgets.Recordings;

public sealed class RecordingReaderTests
{
    [Fact]
    public void ResultsAreMessagesOfTheirOwnAndKnowTheirCalls()
    {
        using var script = new Script().User("Do it").Turn(Role.Assistant).Call("Read", """{"file_path":"/a"}""", "x").Result("x", "text", isError: true);
        var recording = RecordingReader.Read("r", script.Seal());
        Assert.Equal([Speaker.User, Speaker.Assistant, Speaker.Tool], recording.Messages.Select(m => m.Speaker));
        Assert.Same(recording.Messages[1].Calls[0], recording.Messages[2].Answers);
        Assert.True(recording.Messages[2].IsError);
        Assert.True(recording.Messages[0].IsRequest);
        Assert.Equal(1, recording.Calls);
    }

    [Fact]
    public void WhatTheHarnessPutsInIsANoticeOfTheNextMessage()
    {
        using var script = new Script().User("Do it").User("a reminder", RecordFlags.Meta).Assistant("yes").System("rules");
        var recording = RecordingReader.Read("r", script.Seal());
        Assert.Equal(["Do it", "yes"], recording.Messages.Select(m => m.Text));
        Assert.Equal(["a reminder"], recording.Messages[1].Notices);
    }

    [Fact]
    public void PartsOfOneAnswerAreOneMessage()
    {
        using var script = new Script().User("Do it").Assistant("first").Call("Read", """{"file_path":"/a"}""", "x").Call("Read", """{"file_path":"/b"}""", "y").Result("x", "1").Result("y", "2");
        var recording = RecordingReader.Read("r", script.Seal());
        Assert.Equal(4, recording.Messages.Count);
        Assert.Equal(2, recording.Messages[1].Calls.Count);
        Assert.Equal("first", recording.Messages[1].Text);
    }

    [Fact]
    public void TokensAreCharactersByFourRoundedUpPartByPart()
    {
        var message = new Talk().Call("Read", Pith.Conversations.ToolKind.Read, "12345", "p", "x").Messages;
        Assert.Equal(1 + 3 + 4, message[0].Tokens); // Read, {"p":"x"}, wrapping
        Assert.Equal(2 + 4, message[1].Tokens);
        Assert.Equal(1, CharTokens.Of("😀😀😀😀"));
    }
}
