using System.Buffers;
using Pith.Budgets.Policies;
using Pith.Budgets.Recordings;
using Pith.Compaction;

namespace Pith.Tests.Budgets.Recordings;

/// <summary>pith is given what every other policy is given, and weighed as every other policy is.</summary>
public sealed class IndexFeedTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnUnchangedViewIsTheRecordingItself(int seed)
    {
        var messages = RandomTalk.Of(seed, 30).Messages;
        var view = PolicyCatalog.All[0].Compact(messages, 1_000_000);
        Assert.Equal("pith", PolicyCatalog.All[0].Name);
        // A recording may end in the middle of work; a request may not.
        Assert.True(view.Messages.Count - messages.Count is 0 or 1);
        for (var i = 0; i < messages.Count; i++)
            Assert.True(messages[i].IsSameAs(view.Messages[i]), $"message {i}: {Shown(messages[i])} became {Shown(view.Messages[i])}");
    }

    private static string Shown(Message message) => $"{message.Speaker} '{message.Text}' {string.Join(' ', message.Calls.Select(c => c.Id + c.Name + c.Arguments))} {message.Answers?.Id}";

    [Theory]
    [InlineData(4, 600)]
    [InlineData(5, 900)]
    [InlineData(6, 300)]
    public void TheFormWeighsWhatTheMessagesWeigh(int seed, int budget)
    {
        var messages = RandomTalk.Of(seed, 80).Messages;
        using var index = IndexFeed.Of(messages);
        var views = new ViewMessages(messages);
        var form = new RuledForm(views);
        var compacted = Compactor.Compact(index, new Policy { Budget = budget }, form);
        var output = new ArrayBufferWriter<byte>();
        var view = Compactor.Apply(index, compacted.Plan);
        form.Write(view, output);
        var tokens = views.Of(view).Sum(m => m.Tokens);
        Assert.Equal(tokens, index.Meter.Count(output.WrittenSpan));
        Assert.Equal(tokens, compacted.Tokens);
        Assert.True(tokens <= budget || !compacted.Fits);
    }
}
