using System.Text;
using System.Text.Json;
using Pith.Agents;
using Pith.Events;
using Pith.Providers;
using Pith.Providers.Scripts;
using Pith.Providers.Wire;
using Pith.Tools;
using Pith.Transcripts;

namespace Pith.Tests.Agents;

/// <summary>Recorded sessions play through the whole loop: every call that was recorded is run, once and in its order, and what would be sent is valid for both kinds of provider.</summary>
public sealed class ReplayTests
{
    public static TheoryData<string> Transcripts => Compaction.CorpusTests.Transcripts;

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task NoCallIsLost(string path)
    {
        var recorded = new CallTally();
        using (var reader = Open(path))
            while (reader.Read(recorded))
            {
            }

        List<ScriptedAnswer> answers;
        await using (var stream = TranscriptSource.Open(Path.Combine(Repository.Shared, path), Stream.Null))
            answers = RecordedAnswers.Read(stream, new ReaderOptions { Name = path });
        var ran = new List<string>();
        var tools = recorded.Calls.Distinct().Select(name => (ITool)new FakeTool(name, readOnly: false, call =>
        {
            ran.Add(call.Name);
            return Task.FromResult(new ToolResult("done"u8.ToArray(), false));
        })).ToList();
        var request = new ModelRequest(new RequestHead { Model = "replay" });
        var loop = new AgentLoop(new ScriptProvider(answers, path), request, new AgentOptions { Tools = tools, Gate = static (_, _, _, _) => new(GateAnswer.Allow) });
        while (await EndOf(loop) != EndReason.Failed)
        {
        }

        Assert.Equal(recorded.Calls, ran);
        using var messages = JsonDocument.Parse(new MessagesBody().Write(request).Body!.ToArray());
        request.Guard.Boundary(); // another provider, other bytes
        using var chat = JsonDocument.Parse(new ChatBody().Write(request).Body!.ToArray());
        var sent = messages.RootElement.GetProperty("messages").EnumerateArray().SelectMany(m => m.GetProperty("content").EnumerateArray()).ToList();
        Assert.Equal(ran.Count, sent.Count(b => b.GetProperty("type").GetString() == "tool_use"));
        Assert.Equal(ran.Count, sent.Count(b => b.GetProperty("type").GetString() == "tool_result"));
        Assert.Equal(ran.Count, chat.RootElement.GetProperty("messages").EnumerateArray().Count(m => m.GetProperty("role").GetString() == "tool"));
    }

    private static TranscriptReader Open(string path) =>
        new(TranscriptSource.Open(Path.Combine(Repository.Shared, path), Stream.Null), new ReaderOptions { Name = path });

    /// <summary>The end of a run; the script has none left when it is <see cref="EndReason.Failed"/>.</summary>
    private static async Task<EndReason> EndOf(AgentLoop loop)
    {
        var end = default(AgentEvent.Ended);
        await foreach (var found in loop.RunAsync("go on"u8.ToArray(), TestContext.Current.CancellationToken))
            end = found as AgentEvent.Ended;
        Assert.True(end!.Reason == EndReason.Done || end.Fault?.Kind == FaultKind.Script, end.Message);
        return end.Reason;
    }

    /// <summary>The slow, obvious list of what must run.</summary>
    private sealed class CallTally : ITranscriptSink
    {
        private bool _isMain;

        public List<string> Calls { get; } = [];

        public void Record(in RecordView record) => _isMain = record.Kind == RecordKind.Turn && record.Thread == 0;

        public void Block(in BlockView block)
        {
            if (_isMain && block.Kind == BlockKind.Call)
                Calls.Add(Encoding.UTF8.GetString(block.Tool.Bytes));
        }
    }
}
