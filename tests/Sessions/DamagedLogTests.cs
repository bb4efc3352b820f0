using System.Text;
using Pith.Agents;
using Pith.Providers;
using Pith.Sessions;
using Pith.Store;
using Pith.Tests.Fuzz;
using Pith.Tests.Providers;
using Pith.Transcripts;

namespace Pith.Tests.Sessions;

/// <summary>A log of ours, damaged at random, as a request: by the rules of the provider, and without a word that nobody said.</summary>
public sealed class DamagedLogTests : IDisposable
{
    private const int Cases = 2000;

    private readonly SessionRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public void HoweverALogOfOursIsDamagedTheRequestIsTaken()
    {
        var path = Conversation();
        var good = File.ReadAllBytes(path);
        var (cases, repaired, damaged) = (0, 0, 0);
        FuzzRun.Over(Cases, random =>
        {
            File.WriteAllBytes(path, Damaged(good, random));
            var told = new List<string>();
            var messages = SessionMessages.Current(path, room.Blobs, 0, told.Add).Select(m => (ReadOnlyMemory<byte>)MessageBytes.Of(m.Role == Role.Assistant, m.Content.Span)).ToList();
            damaged += told.Count > 0 ? 1 : 0;
            var sound = SoundMessages.Of(messages, "claude-sonnet-4-5", room.Blobs, out var repairs);
            repaired += repairs > 0 ? 1 : 0;
            var faults = MessagesRules.Broken(SentBody.Of(sound));
            Assert.Empty(faults);
            if (++cases % 20 == 0)
                Resumed(path);
        });
        Assert.InRange(repaired, cases / 10, cases);
        Assert.InRange(damaged, cases / 2, cases);
    }

    // The same by the way of a run: what resuming writes is part of it.
    private void Resumed(string path)
    {
        try
        {
            using var log = room.Resume(path);
            var request = new ModelRequest(new RequestHead { Model = "claude-sonnet-4-5" });
            SessionKeeper.Restore(log, request, room.Blobs);
            Assert.Empty(MessagesRules.Broken(SentBody.Of(request.Messages)));
        }
        catch (StoreException nothing)
        {
            Assert.Contains("holds no record", nothing.Message, StringComparison.Ordinal);
        }
    }

    private string Conversation()
    {
        using var log = room.Create();
        SessionRoom.Begin(log);
        log.AppendToolResult("call_1", "\"a result\""u8, isError: false);
        log.AppendAssistant("""[{"type":"thinking","thinking":"hm \ud83d","signature":"c2ln"},{"type":"text","text":"😀"},{"type":"tool_use","id":"call_2","name":"Bash","input":{"command":"ls"}},{"type":"tool_use","id":"call_3","name":"Bash","input":{}}]"""u8, new AssistantFacts { Model = "claude-sonnet-4-5" });
        log.AppendUser("""[{"type":"tool_result","tool_use_id":"call_2","content":"x"},{"type":"tool_result","tool_use_id":"call_3","content":"y","is_error":true}]"""u8);
        log.AppendAssistant("""[{"type":"text","text":"before"}]"""u8, default);
        log.AppendCompaction("\"what went before\""u8, [new KeptMessage(Role.Assistant, """[{"type":"tool_use","id":"call_4","name":"Read","input":{}}]"""u8.ToArray()), new KeptMessage(Role.User, """[{"type":"tool_result","tool_use_id":"call_4","content":"z"}]"""u8.ToArray())], "auto", 1000);
        log.AppendAssistant("""[{"type":"tool_use","id":"call_5","name":"Read","input":{"file_path":"a"}}]"""u8, default);
        log.AppendToolResult("call_5", Encoding.UTF8.GetBytes($"\"{new string('w', 70_000)}\""), isError: false);
        log.AppendAssistant("""[{"type":"text","text":"the end"}]"""u8, default);
        return log.Path;
    }

    // Lines dropped, doubled and moved, each whole; or bytes of any kind changed, cut and put in.
    private static byte[] Damaged(byte[] good, Random random)
    {
        if (random.Next(3) == 0)
            return Mutation.Of(good, random);
        var lines = Encoding.UTF8.GetString(good).TrimEnd('\n').Split('\n').ToList();
        for (var times = random.Next(1, 5); times > 0 && lines.Count > 1; times--)
        {
            var line = lines[random.Next(lines.Count)];
            if (random.Next(3) > 0)
                lines.Remove(line);
            if (random.Next(3) > 0)
                lines.Insert(random.Next(lines.Count + 1), line);
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines) + (random.Next(4) == 0 ? "" : "\n"));
    }
}
