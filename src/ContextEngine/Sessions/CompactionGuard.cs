using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// Makes a compaction count whole or not at all. A boundary says how many records belong to it (the summary, and the
/// messages that stay), and each of these which it is. Where the last of them is not there, the process or the disk died
/// in between: the boundary and its records are passed over, and the context is still what it was before.
/// </summary>
/// <param name="part">The log that is read.</param>
internal sealed class CompactionGuard(SessionPart part)
{
    private long first, last = -1;

    /// <summary>Whether the record looked at last is the boundary of a whole compaction.</summary>
    public bool IsBoundary { get; private set; }

    /// <summary>Whether the record looked at last was written by a boundary and repeats, or stands for, what is before it.</summary>
    public bool IsCopy { get; private set; }

    /// <summary>Whether the record looked at last belongs to a boundary that stands before it.</summary>
    public bool IsOfBoundary { get; private set; }

    /// <summary>Looks at the good record that a reader stands on; true where it must be passed over.</summary>
    public bool Drops(RecordReader reader)
    {
        (IsBoundary, IsCopy, IsOfBoundary) = (false, false, false);
        if (CountOf(reader.Line) is > 0 and var count)
        {
            IsBoundary = IsWhole(reader, count);
            (first, last) = IsBoundary ? (reader.Sequence + 1, reader.Sequence + count) : (0, -1);
            return !IsBoundary;
        }

        var number = NumberOf(reader.Line);
        IsOfBoundary = number > 0;
        IsCopy = number > 1 || IsOfBoundary && JsonValue.Of(reader.Line).Field("restated"u8).IsTrue;
        return number > 0 && !(reader.Sequence >= first && reader.Sequence <= last);
    }

    private bool IsWhole(RecordReader reader, long count)
    {
        var wanted = reader.Sequence + count;
        if (wanted > part.Last)
            return false;
        var file = reader.File;
        using var ahead = new RecordReader([.. part.Segments.SkipWhile(s => s != file)], reader.Offset);
        while (ahead.Read())
            if (ahead.IsGood && ahead.Sequence >= wanted)
                return ahead.Sequence == wanted && NumberOf(ahead.Line) == count;
        return false;
    }

    // How many records belong to a boundary; 0 for any other record.
    private static long CountOf(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("\"compact_boundary\""u8) < 0 || JsonValue.Of(line) is var record && !record.Field("subtype"u8).Is("compact_boundary"u8))
            return 0;
        return Math.Max(1, record.Field("compactMetadata"u8).Field("records"u8).Number);
    }

    // Which of a boundary's records this is, from 1; 0 where it is none.
    private static long NumberOf(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("\"compactRecord\""u8) < 0 && line.IndexOf("\"isCompactSummary\""u8) < 0)
            return 0;
        var record = JsonValue.Of(line);
        return Math.Max(record.Field("compactRecord"u8).Number, record.Field("isCompactSummary"u8).IsTrue ? 1 : 0);
    }
}
