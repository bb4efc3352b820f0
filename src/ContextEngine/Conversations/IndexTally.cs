using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>What was read, whether or not it belongs to the context.</summary>
public sealed class IndexTally
{
    private readonly List<int> _turnsOfThread = [];
    private readonly List<MalformedNote> _malformed = [];

    /// <summary>Records read.</summary>
    public long Records { get; private set; }

    /// <summary>Records that could not be read.</summary>
    public long Malformed { get; private set; }

    /// <summary>Records of every thread that are part of a conversation.</summary>
    public long TurnRecords { get; private set; }

    /// <summary>Compaction boundaries in the file.</summary>
    public int Boundaries { get; private set; }

    /// <summary>Turns of the thread that a boundary took out of the context.</summary>
    public int TurnsBeforeBoundary { get; internal set; }

    /// <summary>The first malformed records, at most 16.</summary>
    public IReadOnlyList<MalformedNote> MalformedNotes => _malformed;

    /// <summary>Turn records of each thread; the position is the thread's number.</summary>
    public IReadOnlyList<int> RecordsOfThread => _turnsOfThread;

    internal void Add(in RecordView record)
    {
        Records++;
        if (record.Kind == RecordKind.Malformed)
        {
            if (++Malformed <= 16)
                _malformed.Add(new MalformedNote(record.Offset, record.Line, record.Reason ?? "cannot be read"));
            return;
        }

        Boundaries += record.Kind == RecordKind.Boundary ? 1 : 0;
        if (record.Kind != RecordKind.Turn)
            return;
        TurnRecords++;
        while (_turnsOfThread.Count <= record.Thread)
            _turnsOfThread.Add(0);
        _turnsOfThread[record.Thread]++;
    }
}
