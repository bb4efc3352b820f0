using System.Text;
using Pith.Compaction;
using Pith.Conversations;
using Pith.Providers;
using Pith.Tests.Cli;
using Pith.Tests.Conversations;

namespace Pith.Tests.Compaction;

/// <summary>What the sample session becomes, in every form: a change of any weight or word shows here as a diff to review.</summary>
public sealed class GoldenTests
{
    [Theory]
    [InlineData("messages", 4_000)]
    [InlineData("openai", 4_000)]
    [InlineData("text", 8_000)]
    [InlineData("transcript", 4_000)]
    public void TheSampleInEveryForm(string name, int budget)
    {
        IViewWriter form = name switch
        {
            "messages" => new MessagesWriter(),
            "openai" => new ChatWriter(),
            "text" => new PlainTextWriter(),
            _ => new TranscriptWriter(),
        };
        using var index = IndexedSession.Index(Path.Combine(Repository.Root, "samples", "session.jsonl"));
        var result = Compactor.Compact(index, new Policy { Budget = budget }, form);
        Assert.True(result.Fits);
        Golden.Check(Encoding.UTF8.GetString(result.Bytes.Span), "tests", "Goldens", "Compaction", name + ".txt");
    }
}
