using System.Buffers;
using Pith.Text;

namespace Pith.Compaction;

/// <summary>The log of what was done: one line an exchange, the newest that fit, oldest first.</summary>
internal sealed class WorkLog(Draft draft)
{
    private readonly ArrayBufferWriter<byte> _lines = new(1 << 10);
    private readonly List<int> _starts = [];

    /// <summary>Chooses from the first exchanges. False where there is nothing to tell, or no room.</summary>
    public bool Choose(History history, int count, int budget)
    {
        _lines.ResetWrittenCount();
        _starts.Clear();
        for (var e = count - 1; e >= 0 && budget > 0; e--)
        {
            var start = _lines.WrittenCount;
            if (draft.Exchanges[e].IsUser || !Skeleton.Write(draft.Index, draft.Exchanges[e], history, _lines))
                continue;
            budget -= draft.Index.Meter.Count(_lines.WrittenSpan[start..]) + 1;
            if (budget < 0)
                _lines.Rewind(start);
            else
                _starts.Add(start);
        }

        return _starts.Count > 0;
    }

    /// <summary>Writes what was chosen.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        var end = _lines.WrittenCount; // the oldest was written last
        for (var i = _starts.Count - 1; i >= 0; i--)
        {
            output.Write(_lines.WrittenSpan[_starts[i]..end]);
            output.Append($"\n");
            end = _starts[i];
        }
    }
}
