using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Cli.Accounts;

/// <summary>Feeds an index and keeps the books beside it: usage counts over the whole file, not only the current context.</summary>
internal readonly struct AccountingSink(ContextIndex index) : ITranscriptSink
{
    public ContextIndex Index { get; } = index;

    public UsageAccount Usage { get; } = new();

    public void Record(in RecordView record)
    {
        Usage.Add(record);
        Index.Record(record);
    }

    public void Block(in BlockView block) => Index.Block(block);
}
