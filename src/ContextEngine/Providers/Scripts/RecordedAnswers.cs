using System.Text;
using Pith.Events;
using Pith.Transcripts;

namespace Pith.Providers.Scripts;

/// <summary>The answers that a transcript of any dialect records, in order, so that a session can be played again.</summary>
public sealed class RecordedAnswers : ITranscriptSink
{
    private readonly List<ScriptedAnswer> _answers = [];
    private List<ReadOnlyMemory<byte>>? _blocks;
    private string _message = "";
    private TokenUsage _usage;
    private bool _isOpen;

    /// <summary>Reads a transcript whole.</summary>
    /// <param name="stream">The transcript.</param>
    /// <param name="options">Its name and limits.</param>
    /// <exception cref="UnreadableTranscriptException">It is none.</exception>
    public static List<ScriptedAnswer> Read(Stream stream, ReaderOptions options)
    {
        using var reader = new TranscriptReader(stream, options);
        var sink = new RecordedAnswers();
        while (reader.Read(sink))
        {
        }

        return sink._answers;
    }

    /// <inheritdoc/>
    public void Record(in RecordView record)
    {
        _isOpen = record.Kind == RecordKind.Turn && record.Role == Role.Assistant && record.Thread == 0;
        if (!_isOpen)
        {
            if (record.Kind == RecordKind.Turn && record.Thread == 0)
                _blocks = null;
            return;
        }

        // Several records of one message are one answer.
        var message = Encoding.UTF8.GetString(record.MessageId);
        if (_blocks is not null && message.Length > 0 && message == _message)
            return;
        _message = message;
        _blocks = null;
        _usage = new TokenUsage(record.Usage.Input, record.Usage.CacheWrite, 0, record.Usage.CacheRead, record.Usage.Output, 0);
    }

    /// <inheritdoc/>
    public void Block(in BlockView block)
    {
        if (!_isOpen || RawBlock.Of(block) is not { } raw)
            return;
        if (_blocks is null)
        {
            _blocks = [];
            _answers.Add(new ScriptedAnswer(_blocks, _usage, "end_turn", null));
        }

        _blocks.Add(raw);
        if (block.Kind == BlockKind.Call)
            _answers[^1] = _answers[^1] with { StopWord = "tool_use" };
    }
}
