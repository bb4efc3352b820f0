using System.IO.Hashing;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>What a record does to the context: a turn begins or goes on, a boundary starts anew, usage is added up.</summary>
public sealed partial class ContextIndex
{
    /// <inheritdoc/>
    public void Record(in RecordView record)
    {
        if (_sealed)
            Reopen();
        _current = -1;
        Tally.Add(record);
        if (!record.Model.IsEmpty && record.Thread == _options.Thread && (record.Flags & RecordFlags.Synthetic) == 0)
            _model = _symbols.Intern(record.Model);
        if (record.Thread == _options.Thread && _number <= _options.UpToTurn)
            Usage.Add(_symbols.Intern(record.MessageId), record.Usage);
        if (record.Type.SequenceEqual("tools"u8) && !record.Raw.IsEmpty && record.Thread == _options.Thread)
            DeclaredTools = record.Raw.ToArray();
        if (_closed || record.Thread != _options.Thread || _number > _options.UpToTurn || record.Kind is RecordKind.Boundary or RecordKind.Turn && IsRepeat(record.Kind, record.Id))
            return;
        if (record.Kind == RecordKind.Boundary && _options.UpToBoundary)
            _closed = true;
        else if (record.Kind == RecordKind.Boundary)
            StartAnew(record.Preserved);
        else if (record.Kind == RecordKind.Metadata && !record.Usage.IsEmpty)
            AnchorReport(record);
        if (_closed || record.Kind != RecordKind.Turn)
            return;
        Open(record);
        AnchorTurn(record);
    }

    /// <summary>Whether a record stands a second time, as in sessions that were copied. A compaction and its summary may share an id.</summary>
    private bool IsRepeat(RecordKind kind, ReadOnlySpan<byte> id) => !id.IsEmpty && !_seen.Add(XxHash128.HashToUInt128(id, (long)kind));

    private void Open(in RecordView record)
    {
        var messageId = _symbols.Intern(record.MessageId);
        _currentFlags = record.Flags;
        if (messageId >= 0 && LastAssistantTurn() is var last and >= 0 && _turns[last].MessageId == messageId && record.Role == Role.Assistant)
        {
            _current = last;
            _recordIds.Add((last, _symbols.Intern(record.Id)));
            if (!record.Usage.IsEmpty && record.Usage.Output >= _turns[last].Usage.Output)
                _turns[last] = _turns[last] with { Usage = record.Usage };
            return;
        }

        if (++_number > _options.UpToTurn)
            return;
        if ((record.Flags & RecordFlags.Summary) == 0)
            ReturnPreserved();
        _turns.Add(new Turn
        {
            Role = record.Role,
            Number = _number,
            Offset = record.Offset,
            MessageId = messageId,
            Timestamp = _symbols.Intern(record.Timestamp),
            Usage = record.Usage,
        });
        _current = _turns.Count - 1;
        _recordIds.Add((_current, _symbols.Intern(record.Id)));
        ReturnPreserved();
    }

    private int LastAssistantTurn()
    {
        for (var i = _turns.Count - 1; i >= 0 && i > _turns.Count - 64; i--)
            if (_turns[i].Role == Role.Assistant)
                return i;
        return -1;
    }
}
