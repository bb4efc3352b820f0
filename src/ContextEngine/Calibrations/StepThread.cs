using System.IO.Hashing;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Calibrations;

/// <summary>One conversation of a transcript on its way into steps: the call before, the call that is open, and what stands between.</summary>
internal sealed class StepThread(string session, List<Step> steps)
{
    private Call? _before, _open;
    private ContextParts _between;
    private bool _isDirty, _isResultsOnly = true, _isAnswer;

    /// <summary>Whether a report is not just that of the open call again.</summary>
    public bool IsNews(in RecordView record) =>
        _open is null || _open.Usage != record.Usage || record.MessageId.IsEmpty || _open.Id != XxHash3.HashToUInt64(record.MessageId);

    /// <summary>The context starts anew, so that its growth means nothing.</summary>
    public void Break()
    {
        Close();
        (_before, _open) = (null, null);
        Clear();
    }

    /// <summary>Something stands here whose tokens nobody can tell.</summary>
    public void Soil() => _isDirty = true;

    /// <summary>A record of the conversation begins.</summary>
    public void Begin(in RecordView record, string model)
    {
        _isAnswer = record.Role == Role.Assistant;
        if ((record.Flags & (RecordFlags.Meta | RecordFlags.Summary)) != 0)
            _isDirty = true;
        if (!_isAnswer)
            return;
        var id = record.MessageId.IsEmpty ? 0 : XxHash3.HashToUInt64(record.MessageId);
        // Without ids a call goes on until its report has come.
        var goesOn = _open is not null && (id != 0 ? _open.Id == id : record.Usage.Context == 0 && !_open.IsReported && _open.Id == 0);
        if (!goesOn)
        {
            Close();
            (_before, _open) = (_open, new Call { Id = id, Model = model, Lead = _between, LeadIsDirty = _isDirty, LeadIsResultsOnly = _isResultsOnly });
            Clear();
        }

        if (record.Usage.Context > 0)
            Report(record.Usage, record.HasDraftOutput);
    }

    /// <summary>What the provider reported for the open call.</summary>
    public void Report(Usage usage, bool draft)
    {
        if (_open is null)
            return;
        _open.Usage = usage with { Output = Math.Max(usage.Output, _open.Usage.Output) };
        _open.HasDraftOutput |= draft;
        _open.IsReported = true;
    }

    /// <summary>A block of the record.</summary>
    public void Take(in BlockView block, ReadOnlySpan<byte> text)
    {
        if (_isAnswer)
            _open!.Take(block, text);
        else if (block.Kind == BlockKind.Result)
            TakeResult(block, text);
        else if (block.Kind == BlockKind.Text)
        {
            _between.AddMessage(text);
            _isResultsOnly = false;
        }
        else
            _isDirty = true;
    }

    /// <summary>The open call is complete: with the one before it makes a step.</summary>
    public void Close()
    {
        if (_before is not { IsReported: true } before || _open is not { IsReported: true, LeadIsDirty: false } open
            || before.Unanswered > 0 || before.HasImages || before.Model != open.Model || open.Usage.Context <= before.Usage.Context || open.Lead.IsEmpty)
            return;
        steps.Add(new Step
        {
            Session = session,
            Model = open.Model,
            Growth = open.Usage.Context - before.Usage.Context,
            Context = open.Usage.Context,
            Output = before.Usage.Output,
            HasDraftOutput = before.HasDraftOutput,
            IsResultsOnly = open.LeadIsResultsOnly,
            Answer = before.Answer,
            Between = open.Lead,
        });
    }

    /// <summary>Results of several parts come as several blocks with one id.</summary>
    private void TakeResult(in BlockView block, ReadOnlySpan<byte> text)
    {
        var id = block.CallId.IsEmpty ? 0 : XxHash3.HashToUInt64(block.CallId);
        if (_open is null)
            _isDirty = true;
        else if (_open.LastAnswered == id && id != 0)
            _between.Measure(text);
        else if (_open.TryAnswer(id))
            _between.AddResult(text);
        else
            _isDirty = true;
    }

    private void Clear()
    {
        _between = default;
        (_isDirty, _isResultsOnly) = (false, true);
    }

    private sealed class Call
    {
        private readonly HashSet<ulong> _waiting = [];
        private ContextParts _answer;
        private int _unnamed;

        public ulong Id { get; init; }

        public string Model { get; init; } = "";

        public ContextParts Lead { get; init; }

        public bool LeadIsDirty { get; init; }

        public bool LeadIsResultsOnly { get; init; }

        public Usage Usage { get; set; }

        public bool HasDraftOutput { get; set; }

        public bool IsReported { get; set; }

        public bool HasImages { get; private set; }

        public ulong LastAnswered { get; private set; }

        public int Unanswered => _waiting.Count + _unnamed;

        public ContextParts Answer => _answer;

        public void Take(in BlockView block, ReadOnlySpan<byte> text)
        {
            if (block.Kind == BlockKind.Call)
            {
                _answer.AddCall(text);
                if (block.CallId.IsEmpty || !_waiting.Add(XxHash3.HashToUInt64(block.CallId)))
                    _unnamed++;
            }
            else if (block.Kind == BlockKind.Thinking)
                _answer.AddThinking(text, block.Signature.Length);
            else if (block.Kind == BlockKind.Image)
                HasImages = true;
            else if (!text.Trim(" \t\r\n"u8).IsEmpty)
                _answer.AddText(text);
        }

        public bool TryAnswer(ulong id)
        {
            LastAnswered = id;
            return id == 0 ? _unnamed-- > 0 : _waiting.Remove(id);
        }
    }
}
