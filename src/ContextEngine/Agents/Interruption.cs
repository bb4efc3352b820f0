using System.Buffers;
using System.Text;
using Pith.Events;
using Pith.Providers;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>What an interrupted turn leaves behind: calls that no provider takes without results, and words that were said to the user but are not in the conversation.</summary>
internal sealed class Interruption
{
    private const int LongestSaid = 4096;

    private readonly ArrayBufferWriter<byte> _said = new();
    private List<byte[]> _results = [];
    private bool _isOpen, _isOutOfTime;

    /// <summary>One message with a result for every call of the newest answer, or null where none is open. Calls that had finished keep their results.</summary>
    public byte[]? Results(ModelRequest request)
    {
        if (request.Messages is not [.., var last] || !MessageBytes.IsAssistant(last.Span))
            return null;
        var results = new List<byte[]>();
        foreach (var block in JsonValue.Of(MessageBytes.ContentOf(last.Span)).Elements())
            if (block.Field("type"u8).Is("tool_use"u8))
                results.Add(results.Count < _results.Count ? _results[results.Count] : MessageBytes.Result(
                    Encoding.UTF8.GetString(block.Field("id"u8).Bytes),
                    Encoding.UTF8.GetBytes($"Interrupted: {(_isOutOfTime ? "the turn's time was over" : "the user ended the turn")}. The call may have run in part; look at the state of things before doing it again."), isError: true));
        return results.Count == 0 ? null : MessageBytes.Blocks(results);
    }

    /// <summary>A run begins. What the model is to know of the one before, as a block; null where it ended by itself.</summary>
    public byte[]? Begin()
    {
        var why = _isOutOfTime ? "The turn's time was over here." : "The user interrupted you here.";
        var note = !_isOpen ? null
            : _said.WrittenCount == 0 ? $"[{why}]"
            : $"[{why} You had said:\n{Encoding.UTF8.GetString(_said.WrittenSpan[..Math.Min(LongestSaid, _said.WrittenCount)])}]";
        End();
        _isOpen = true;
        return note is null ? null : MessageBytes.TextBlock(Encoding.UTF8.GetBytes(note));
    }

    /// <summary>The run has ended by itself.</summary>
    public void End()
    {
        Returned();
        _isOpen = _isOutOfTime = false;
    }

    /// <summary>The clock has ended the run: what was open stays open, so that the next one answers it.</summary>
    public void Expire() => _isOutOfTime = true;

    /// <summary>More of an answer.</summary>
    public void Take(ModelEvent found)
    {
        if (found is ModelEvent.Started or ModelEvent.Retrying)
            _said.ResetWrittenCount();
        else if (found is ModelEvent.TextDelta delta && _said.WrittenCount < LongestSaid)
            _said.Write(delta.Text.Span);
    }

    /// <summary>An answer is whole and in the conversation; its calls run next.</summary>
    /// <param name="results">Their results, as they come, in the order of the calls.</param>
    public void Called(List<byte[]> results)
    {
        _said.ResetWrittenCount();
        _results = results;
    }

    /// <summary>All calls have their results in the conversation.</summary>
    public void Returned()
    {
        _said.ResetWrittenCount();
        _results = [];
    }
}
