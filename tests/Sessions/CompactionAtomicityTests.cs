using System.Text;
using Pith.Sessions;
using Pith.Transcripts;

namespace Pith.Tests.Sessions;

/// <summary>A compaction is there whole, with the messages it keeps, or it is not there at all.</summary>
public sealed class CompactionAtomicityTests : IDisposable
{
    private static readonly string[] Whole = ["\"summary\"", "[{\"type\":\"tool_use\",\"id\":\"k\",\"name\":\"Bash\",\"input\":{}}]", "[{\"type\":\"tool_result\",\"tool_use_id\":\"k\",\"content\":\"kept\"}]"];

    private readonly SessionRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public void CutAtAnyByteTheContextIsThatBeforeOrThatAfter()
    {
        var path = Compacted(out var before);
        var bytes = File.ReadAllBytes(path);
        var old = Current(path, before);
        for (var length = before; length <= bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            var context = SessionMessages.Current(path, room.Blobs, 0, warn: null).Select(m => Encoding.UTF8.GetString(m.Content.Span)).ToList();
            Assert.True(context.SequenceEqual(old) || context.SequenceEqual(Whole), $"cut at {length}: {string.Join(" | ", context)}");
            Assert.Equal(length >= bytes.Length - 1, context.SequenceEqual(Whole)); // the last byte is a line feed
        }
    }

    [Fact]
    public void CutAnywhereItCanBeResumedAndNoCallIsAnsweredThatWasAnswered()
    {
        var path = Compacted(out var before);
        var bytes = File.ReadAllBytes(path);
        for (var length = before; length <= bytes.Length; length += 61)
        {
            File.WriteAllBytes(path, bytes[..length]);
            using (var again = room.Resume(path))
            {
                Assert.Empty(again.Interrupted);
                again.AppendUser("\"next\""u8);
                var context = again.Messages().Select(m => Encoding.UTF8.GetString(m.Content.Span)).ToList();
                Assert.Contains(context[0], new[] { "\"first\"", Whole[0] });
                Assert.Equal([.. Whole[1..], "\"next\""], context[1..]);
            }

            foreach (var torn in Directory.GetFiles(Path.GetDirectoryName(path)!, "*.torn-*"))
                File.Delete(torn);
        }
    }

    [Fact]
    public void WhatIsKeptIsShownOnce()
    {
        var path = Compacted(out _);
        Assert.Equal(2, room.Contents(path).Count(c => c.Contains("\"k\"", StringComparison.Ordinal)));
        Assert.Equal(4, room.Contents(path).Count);
    }

    [Fact]
    public void ADamagedRecordOfACompactionCostsTheCompactionAlone()
    {
        var path = Compacted(out var before);
        var bytes = File.ReadAllBytes(path);
        bytes[before + 120] ^= 1; // in the boundary
        File.WriteAllBytes(path, bytes);
        Assert.Equal("\"first\"", Encoding.UTF8.GetString(SessionMessages.Current(path, room.Blobs, 0, null).First().Content.Span));
    }

    [Fact]
    public void GoingOnReadsTheContextAndNothingBeforeIt()
    {
        var path = Compacted(out _);
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("first"u8)] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal(Whole, SessionMessages.Current(path, room.Blobs, 0, room.Warnings.Add).Select(m => Encoding.UTF8.GetString(m.Content.Span)));
        Assert.Empty(room.Warnings); // the damage was never looked at
        Assert.Single(SessionMessages.All(path, room.Blobs, room.Warnings.Add), m => m.Content.Span.SequenceEqual("\"summary\""u8));
        Assert.Single(room.Warnings);
    }

    [Fact]
    public void WordsAboutABoundaryAreNone()
    {
        using var log = room.Create();
        log.AppendUser("\"first\""u8);
        log.AppendAssistant("""[{"type":"tool_use","id":"a","name":"Write","input":{"subtype":"compact_boundary","text":"\"subtype\":\"compact_boundary\""}}]"""u8, default);
        Assert.Equal(2, log.Messages().Count());
    }

    private List<string> Current(string path, int length)
    {
        var copy = Path.Combine(Path.GetDirectoryName(path)!, "before.jsonl");
        File.WriteAllBytes(copy, File.ReadAllBytes(path)[..length]);
        return [.. SessionMessages.Current(copy, room.Blobs, 0, null).Select(m => Encoding.UTF8.GetString(m.Content.Span))];
    }

    private string Compacted(out int before)
    {
        using var log = room.Create();
        log.AppendUser("\"first\""u8);
        log.AppendAssistant(Encoding.UTF8.GetBytes(Whole[1]), default);
        log.AppendUser(Encoding.UTF8.GetBytes(Whole[2]));
        log.Barrier();
        before = File.ReadAllBytes(log.Path).Length;
        log.AppendCompaction(Encoding.UTF8.GetBytes(Whole[0]), [new(Role.Assistant, Encoding.UTF8.GetBytes(Whole[1])), new(Role.User, Encoding.UTF8.GetBytes(Whole[2]))], "auto", 100);
        return log.Path;
    }
}
