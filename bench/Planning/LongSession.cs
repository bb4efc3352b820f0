using Pith.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Bench.Planning;

/// <summary>Recorded sessions of Claude Code read one behind the other into one index, as far as is asked for.</summary>
internal sealed class LongSession(string corpus) : ITranscriptSink, IDisposable
{
    private static readonly TokenMeter Meter = TokenMeter.Exact(TokenCounter.O200k);

    private readonly IEnumerator<string> _paths = Directory.EnumerateFiles(corpus, "*.jsonl", SearchOption.AllDirectories)
        .Where(p => p.Contains("__checkpoints", StringComparison.Ordinal)).OrderBy(p => Path.GetFileName(p), StringComparer.Ordinal).GetEnumerator();

    private TranscriptReader? _reader;
    private Role _role;

    public ContextIndex Index { get; } = new(Meter, new IndexOptions { IgnoreBoundaries = true });

    /// <summary>Tokens in the index.</summary>
    public long Tokens
    {
        get
        {
            var tokens = 0L;
            foreach (ref readonly var block in Index.Blocks)
                tokens += block.Tokens;
            return tokens;
        }
    }

    /// <summary>Reads until the index holds so many tokens.</summary>
    public void Grow(int tokens)
    {
        while (Tokens < tokens)
            NextTurn();
    }

    /// <summary>Reads up to and with the next results of the user, and seals.</summary>
    public void NextTurn()
    {
        var blocks = Index.Blocks.Length;
        do
        {
            if (_reader is not null && Read())
                continue;
            _reader?.Dispose();
            if (!_paths.MoveNext())
                throw new InvalidOperationException("the corpus is not long enough");
            _reader = new TranscriptReader(TranscriptSource.Open(_paths.Current, null), new ReaderOptions());
        }
        while (Index.Blocks.Length == blocks || _role != Role.User);
        Index.Seal();
    }

    public void Record(in RecordView record)
    {
        _role = record.Role;
        Index.Record(record);
    }

    public void Block(in BlockView block) => Index.Block(block);

    public void Dispose()
    {
        _reader?.Dispose();
        Index.Dispose();
    }

    private bool Read()
    {
        try
        {
            return _reader!.Read(this);
        }
        catch (UnreadableTranscriptException)
        {
            return false; // no transcript, or only until here
        }
    }
}
