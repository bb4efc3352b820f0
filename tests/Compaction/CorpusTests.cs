using System.Text;
using Pith.Compaction;
using Pith.Providers;
using Pith.Tests.Conversations;
using Pith.Tests.Providers;
using Pith.Tokens;

namespace Pith.Tests.Compaction;

/// <summary>Every transcript of the corpus, at every budget: within it, valid, the same twice, and unchanged when compacted again.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Transcripts
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (var path in Repository.Corpus(".jsonl", ".json", ".traj", ".yaml"))
                data.Add(Path.GetRelativePath(Repository.Shared, path));
            if (data.Count == 0)
                data.Add(Path.Combine("..", Path.GetFileName(Repository.Root), "samples", "session.jsonl"));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void ViewsAreWithinBudgetValidAndStable(string path)
    {
        using var index = IndexedSession.Index(Path.Combine(Repository.Shared, path));
        foreach (var budget in new[] { 8_000, 16_000, 32_000, 64_000 })
        {
            var policy = new Policy { Budget = budget };
            var messages = Compactor.Compact(index, policy, new MessagesWriter());
            Assert.True(messages.Fits, $"{budget}: {messages.Tokens}");
            Assert.InRange(TokenCounter.O200k.Count(messages.Bytes.Span), 1, budget);
            Assert.Equal([], MessagesRules.Broken(messages.Bytes));

            var chat = Compactor.Compact(index, policy, new ChatWriter());
            Assert.True(chat.Fits);
            Assert.Equal([], ChatRules.Broken(chat.Bytes));

            Assert.True(messages.Bytes.Span.SequenceEqual(Compactor.Compact(index, policy, new MessagesWriter()).Bytes.Span), "not the same twice");
            using var again = IndexedSession.IndexText(Encoding.UTF8.GetString(messages.Bytes.Span));
            var twice = Compactor.Compact(again, policy, new MessagesWriter());
            Assert.Equal(Encoding.UTF8.GetString(messages.Bytes.Span), Encoding.UTF8.GetString(twice.Bytes.Span));
        }
    }
}
