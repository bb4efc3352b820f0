using System.Text;
using Pith.Agents;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Sessions;

namespace Pith.Tests.Agents;

/// <summary>Pins of a live conversation are records of its session.</summary>
public sealed class PinBoardTests : IDisposable
{
    private static readonly ReadOnlyMemory<byte>[] Conversation =
        [MessageBytes.User("first"u8), MessageBytes.Of(isAssistant: true, "[{\"type\":\"text\",\"text\":\"the plan: two steps\"}]"u8), MessageBytes.User("go"u8)];

    private readonly SessionRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public void PinsSurviveResumeAndForkAndAreTakenAwayByNumber()
    {
        string path;
        using (var log = _room.Create())
        {
            path = log.Path;
            SessionRoom.Begin(log);
            var pins = new PinBoard(_room.Blobs, log);
            Assert.Null(pins.Add("the \"port\" is 8080", Conversation));
            Assert.Null(pins.Add("turn:2", Conversation));
            Assert.Null(pins.Add("/TODO/", Conversation));
            Assert.True(pins.Remove(1));
            Assert.False(pins.Remove(1));
        }

        using var again = _room.Resume(path);
        using var fork = _room.Fork(path);
        var board = new PinBoard(_room.Blobs, fork);
        Assert.Equal([(2, "turn:2"), (3, "/TODO/")], new PinBoard(_room.Blobs, again).All.Select(p => (p.Number, p.Word)));
        Assert.Equal("the plan: two steps", Encoding.UTF8.GetString(board.Pins()[0].Text.Span));
        Assert.Null(board.Add("another", Conversation));
        Assert.Equal([2, 3, 4], board.All.Select(p => p.Number));
        Assert.Equal(2, SessionPins.Of(path).Count);
    }

    [Fact]
    public void ABookIsPinnedWholeThoughARecordTakesItsBeginning()
    {
        using var log = _room.Create();
        var board = new PinBoard(_room.Blobs, log);
        var book = string.Concat(Enumerable.Range(0, 100_000).Select(n => $"word {n} "));
        Assert.Null(board.Add(book, Conversation));
        Assert.InRange(Assert.Single(board.All).Word.Length, 4000, 4010);
        Assert.Equal(book, Encoding.UTF8.GetString(Assert.Single(board.Pins()).Text.Span));
        Assert.Contains("too long", board.Add($"/{new string('w', 5000)}/", Conversation), StringComparison.Ordinal);
    }

    [Fact]
    public void AFullDiskIsTold()
    {
        var full = new BlobStore(_room.Blobs.Root, new StoreLimits { Quota = 1 });
        var board = new PinBoard(full, null);
        Assert.NotEmpty(board.Add("turn:2", Conversation)!);
        Assert.Empty(board.All);
    }

    [Fact]
    public void WhatCannotBePinnedIsTold()
    {
        var board = new PinBoard(_room.Blobs, null);
        Assert.Contains("no turn:9", board.Add("turn:9", Conversation), StringComparison.Ordinal);
        Assert.Contains("store has nothing", board.Add("pith:0123456789abcdef", Conversation), StringComparison.Ordinal);
        Assert.Empty(board.All);
        Assert.Null(board.Add("a note", Conversation));
        Assert.Equal(1, Assert.Single(board.All).Number);
    }
}
