using System.Text;
using Pith.Agents;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Fuzz;
using Pith.Tests.Providers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Tests.Sessions;

/// <summary>A log whose checksums hold though what is under them is anything: somebody else's file, or a defect of ours. It is read to its end, and its request is taken.</summary>
public sealed class ForgedLogTests : IDisposable
{
    private const int Cases = 1500;

    private static readonly string[] Values = ["null", "7", "-1", "99999999999", "true", "[]", "{}", "\"\"", "\"\\ud83d\"", "[[]]", "[7,null,\"x\",{}]", "\"user\"", "\"assistant\"", "\"compact_boundary\""];

    private readonly SessionRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public void WhateverIsUnderAChecksumIsReadAndGivesARequestThatIsTaken()
    {
        var path = Conversation();
        var good = File.ReadAllLines(path);
        FuzzRun.Over(Cases, random =>
        {
            var lines = good.Select(Encoding.UTF8.GetBytes).ToArray();
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                var at = random.Next(lines.Length);
                lines[at] = Framed(at, Forged(Body(good[at]), random));
            }

            File.WriteAllBytes(path, [.. lines.SelectMany(line => line.Append((byte)'\n'))]);
            ReadInEveryWay(path);
            if (random.Next(10) == 0)
                GoOn(path);
        });
    }

    [Fact]
    public void NestingThatIsTakenCanBeReadAndWhatIsDeeperIsRefused()
    {
        using var log = room.Create();
        foreach (var (depth, isTaken) in new[] { (60, true), (190, true), (236, true), (241, false), (300, false) })
        {
            var content = Encoding.UTF8.GetBytes($$"""[{"type":"tool_use","id":"call_1","name":"Read","input":{{Nested(depth - 2)}}}]""");
            if (!isTaken)
                Assert.Throws<ArgumentException>(() => log.AppendAssistant(content, default));
            else
                log.AppendAssistant(content, default);
        }

        log.Barrier();
        Assert.Equal(3, SessionMessages.All(log.Path, room.Blobs).Count());
        Assert.Empty(SessionCheck.Of(log.Path, room.Blobs).Problems);
    }

    [Fact]
    public void WhatAModelMayNestGoesToTheLogAndBackIntoTheRequest()
    {
        Assert.False(JsonLimits.IsObject(Encoding.UTF8.GetBytes(Nested(201))));
        var input = Nested(199);
        Assert.True(JsonLimits.IsObject(Encoding.UTF8.GetBytes(input)));
        using var log = room.Create();
        log.AppendUser("\"go\""u8);
        var message = MessageBytes.Of(isAssistant: true, Encoding.UTF8.GetBytes($$"""[{"type":"tool_use","id":"call_1","name":"Read","input":{{input}}}]"""));
        log.AppendAssistant(MessageBytes.ContentOf(message), default);
        log.AppendToolResult("call_1", "\"done\""u8, isError: false);
        var request = new ModelRequest(new RequestHead { Model = "claude-sonnet-4-5" });
        Assert.Empty(SessionKeeper.Restore(log, request, room.Blobs));
        Assert.True(request.Messages[1].Span.SequenceEqual(message));
    }

    private void ReadInEveryWay(string path)
    {
        var told = new List<string>();
        var messages = SessionMessages.Current(path, room.Blobs, 0, told.Add).Select(m => (ReadOnlyMemory<byte>)MessageBytes.Of(m.Role == Role.Assistant, m.Content.Span)).ToList();
        var sound = SoundMessages.Of(messages, "claude-sonnet-4-5", room.Blobs, out _);
        Assert.Empty(Faults(sound));
        foreach (var message in SessionMessages.All(path, room.Blobs, told.Add))
            _ = SessionBlock.Of(message);
        using (var export = SessionTranscript.Open(path, room.Blobs, told.Add))
            export.CopyTo(Stream.Null);
        _ = SessionCheck.Of(path, room.Blobs);
        _ = SessionMessages.Uncollapsed(path, room.Blobs);
        _ = SessionMessages.Said(path, room.Blobs, 1000).Count();
        _ = SessionTurns.Of(path, room.Blobs);
        _ = SessionPins.Of(path);
        _ = SessionReceipts.Of(path, room.Blobs).Count();
        _ = room.Folder.List();
    }

    // As a run does; a log that cannot be gone on with says so in words.
    private void GoOn(string path)
    {
        try
        {
            using (var fork = room.Fork(path))
                ReadInEveryWay(fork.Path);
            foreach (var child in room.Folder.ChildrenOf(path))
                room.Folder.Remove(child, "a test");
            using var log = room.Resume(path);
            var request = new ModelRequest(new RequestHead { Model = "claude-sonnet-4-5" });
            SessionKeeper.Restore(log, request, room.Blobs);
            Assert.Empty(Faults(request.Messages));
        }
        catch (StoreException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }

    // A kind of block that nobody knows may be one that a provider sent, and wants back.
    private static IEnumerable<string> Faults(IReadOnlyList<ReadOnlyMemory<byte>> messages) =>
        MessagesRules.Broken(SentBody.Of(messages)).Where(fault => !fault.StartsWith("block type", StringComparison.Ordinal));

    private static byte[] Forged(byte[] body, Random random)
    {
        if (random.Next(3) == 0)
            return [.. Mutation.Of(body, random).Where(b => b is not (byte)'\n' and not (byte)'\r')];
        // A value, whatever it is, gives way to another.
        var text = Encoding.UTF8.GetString(body);
        var colons = Enumerable.Range(0, text.Length - 1).Where(i => text[i] == ':' && text[i - 1] == '"').ToList();
        var at = colons[random.Next(colons.Count)] + 1;
        var end = EndOfValue(text, at);
        return Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, at), Values[random.Next(Values.Length)], text.AsSpan(end)));
    }

    private static int EndOfValue(string text, int at)
    {
        var reader = new System.Text.Json.Utf8JsonReader(Encoding.UTF8.GetBytes(text[at..]), isFinalBlock: false, default);
        return reader.Read() && reader.TrySkip() && Encoding.UTF8.GetByteCount(text) == text.Length ? at + (int)reader.BytesConsumed : at;
    }

    private static byte[] Body(string line) => Encoding.UTF8.GetBytes(line[(line.IndexOf(",\"type\":", StringComparison.Ordinal) + 1)..^16]);

    private static byte[] Framed(int sequence, byte[] body)
    {
        var start = Encoding.UTF8.GetBytes($$"""{"q":{{sequence}},"e":1,""");
        byte[] framed = [.. start, .. body];
        return [.. framed, .. Encoding.ASCII.GetBytes($",\"c\":\"{Crc32C.Of(framed):x8}\"}}")];
    }

    private string Conversation()
    {
        using var log = room.Create();
        SessionRoom.Begin(log);
        log.AppendToolResult("call_1", "\"a result\""u8, isError: false);
        log.AppendAssistant("""[{"type":"thinking","thinking":"hm","signature":"c2ln"},{"type":"tool_use","id":"call_2","name":"Bash","input":{"command":"ls"}}]"""u8, new AssistantFacts { Model = "claude-sonnet-4-5" });
        log.AppendToolResult("call_2", Encoding.UTF8.GetBytes($"\"{new string('w', 70_000)}\""), isError: false);
        log.AppendAssistant("""[{"type":"text","text":"before"}]"""u8, default);
        SessionPins.Add(log, "T1", null);
        log.AppendBoundary([new KeptMessage(Role.User, "\"what went before\""u8.ToArray()), new KeptMessage(Role.Assistant, """[{"type":"text","text":"ok"}]"""u8.ToArray())], "auto", 1000, """{"a":1}"""u8);
        log.AppendUser("\"go on\""u8);
        log.AppendAssistant("""[{"type":"text","text":"the end"}]"""u8, default);
        return log.Path;
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
}
