using System.IO.Hashing;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Calibrations;

/// <summary>
/// Takes clean steps out of a transcript of any form that records usage: two calls of one model one after the other, a
/// growing context, every call answered, nothing in between but results and words. Call <see cref="Finish"/> at the end.
/// </summary>
public sealed class StepReader(string session) : ITranscriptSink, IDisposable
{
    private readonly Dictionary<int, StepThread> _threads = [];
    private readonly HashSet<UInt128> _seen = [];
    private readonly ArrayPoolBufferWriter<byte> _plain = new(4096);
    private readonly List<Step> _steps = [];
    private StepThread? _current;
    private string _model = "";

    /// <summary>The steps found.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Calls with a usage report.</summary>
    public int Calls { get; private set; }

    /// <inheritdoc/>
    public void Record(in RecordView record)
    {
        _current = null;
        if (record is { Thread: > 1 } && (record.Flags & RecordFlags.Sidechain) != 0)
            return; // progress reports mix the messages of several sub-agents
        if (!record.Id.IsEmpty && record.Kind == RecordKind.Turn && !_seen.Add(XxHash128.HashToUInt128(record.Id)))
            return;
        if (!_threads.TryGetValue(record.Thread, out var thread))
            _threads.Add(record.Thread, thread = new StepThread(session, _steps));
        if (!record.Model.IsEmpty && (record.Flags & RecordFlags.Synthetic) == 0)
            _model = System.Text.Encoding.UTF8.GetString(record.Model);
        Calls += record.Usage.Context > 0 && thread.IsNews(record) ? 1 : 0;
        if (record.Kind == RecordKind.Boundary)
            thread.Break();
        else if (record.Kind == RecordKind.Metadata && record.Usage.Context > 0)
            thread.Report(record.Usage, draft: false);
        else if ((record.Flags & RecordFlags.Synthetic) != 0 || record.Type.SequenceEqual("attachment"u8))
            thread.Soil();
        else if (record.Kind == RecordKind.Turn)
            (_current = thread).Begin(record, _model);
    }

    /// <inheritdoc/>
    public void Block(in BlockView block)
    {
        if (_current is null)
            return;
        _plain.Clear();
        var room = _plain.GetSpan(JsonString.UnescapedMaxLength(block.Text.Bytes.Length) + 1);
        _plain.Advance(block.Text.Escaped ? JsonString.Unescape(block.Text.Bytes, room) : Utf8Text.CopyValid(block.Text.Bytes, room));
        _current.Take(block, _plain.WrittenSpan);
    }

    /// <summary>The transcript ends.</summary>
    public void Finish()
    {
        foreach (var thread in _threads.Values)
            thread.Close();
    }

    /// <inheritdoc/>
    public void Dispose() => _plain.Dispose();
}
