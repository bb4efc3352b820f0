using System.Text;
using Pith.Sessions;
using Pith.Transcripts;

namespace Pith.Tests.Sessions;

/// <summary>What was said can be told from what boundaries made of it, and a boundary that a crash cut off has not been.</summary>
public sealed class SessionBoundaryTests : IDisposable
{
    private readonly SessionRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public void AfterABoundaryTheConversationGoesOnFromWhatItRestates()
    {
        using var log = Begun();
        Compact(log, "manual");
        log.AppendUser("\"go on\""u8);
        Assert.Equal(["\"short\"", """[{"type":"text","text":"kept"}]""", "\"go on\""], Texts(log.Messages()));
        Assert.Equal(4, Texts(log.Said()).Count);
        Assert.Equal(Texts(log.Said()), Texts(log.Uncollapsed()!));
    }

    [Fact]
    public void UndoingGoesBackOneBoundaryAtATime()
    {
        using var log = Begun();
        Compact(log, "auto");
        log.AppendUser("\"two\""u8);
        Compact(log, "auto");
        var before = Texts(log.Uncollapsed()!);
        Assert.Equal(["\"short\"", """[{"type":"text","text":"kept"}]""", "\"two\""], before);
        log.AppendBoundary([.. log.Uncollapsed()!.Select(m => new KeptMessage(m.Role, m.Content))], "uncollapse", 5, "{\"trigger\":\"uncollapse\"}"u8);
        Assert.Equal(before, Texts(log.Messages()));
        log.AppendUser("\"three\""u8);
        Assert.Equal(["\"fix the parser\"", "\"two\"", "\"three\""], Texts(log.Uncollapsed()!).Where(t => t[0] == '"'));
    }

    [Fact]
    public void ABoundaryWithoutItsReceiptHasNotBeen()
    {
        string path;
        using (var log = Begun())
        {
            path = log.Path;
            Compact(log, "auto");
        }

        var lines = File.ReadAllLines(path);
        for (var kept = lines.Length - 1; kept > lines.Length - 4; kept--)
        {
            File.WriteAllLines(path, lines[..kept]);
            using var again = _room.Resume(path);
            Assert.Equal(3, again.Messages().Count());
            Assert.Empty(again.Interrupted);
        }
    }

    [Fact]
    public void AReceiptTooLongForARecordLiesInTheStore()
    {
        using var log = Begun();
        var receipt = Encoding.UTF8.GetBytes($"{{\"trigger\":\"auto\",\"pad\":\"{new string('x', 300_000)}\"}}");
        log.AppendBoundary([new(Role.User, "\"short\""u8.ToArray())], "auto", 100, receipt);
        Assert.Equal(receipt, Assert.Single(SessionReceipts.Of(log.Path, _room.Blobs)).Json.ToArray());
        using var fork = _room.Fork(log.Path);
        Assert.Single(SessionReceipts.Of(fork.Path, _room.Blobs));
        Assert.Equal(["\"short\""], Texts(fork.Messages()));
    }

    [Fact]
    public void WhatWasSaidGoesBackAsFarAsIsEnough()
    {
        using var log = Begun();
        Compact(log, "auto");
        log.AppendUser("\"two\""u8);
        Compact(log, "auto");
        log.AppendUser("\"three\""u8);
        Assert.Equal(Texts(log.Said()), Texts(log.Said(long.MaxValue)));
        Assert.Equal(["\"short\"", "\"three\""], Texts(log.Said(1)).Where(t => t[0] == '"'));
        Assert.Equal(["\"short\"", "\"two\"", "\"three\""], Texts(log.Said(500)).Where(t => t[0] == '"'));
        log.AppendBoundary([.. log.Uncollapsed()!.Select(m => new KeptMessage(m.Role, m.Content))], "uncollapse", 5, "{\"trigger\":\"uncollapse\"}"u8);
        Assert.Equal(["\"short\"", "\"two\"", "\"three\""], Texts(log.Said(1)).Where(t => t[0] == '"'));
    }

    private SessionLog Begun()
    {
        var log = _room.Create();
        SessionRoom.Begin(log);
        log.AppendToolResult("call_1", "\"x\""u8, isError: false);
        return log;
    }

    private static void Compact(SessionLog log, string trigger) =>
        log.AppendBoundary([new(Role.User, "\"short\""u8.ToArray()), new(Role.Assistant, """[{"type":"text","text":"kept"}]"""u8.ToArray())], trigger, 100, "{\"trigger\":\"auto\"}"u8);

    private static List<string> Texts(IEnumerable<SessionMessage> messages) => [.. messages.Select(m => Encoding.UTF8.GetString(m.Content.Span))];
}
