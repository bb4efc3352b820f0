namespace Pith.Store;

/// <summary>
/// Reads the records of a log from its first segment to its last, each checked. A line that fails is given as what it
/// is (<see cref="IsGood"/> false) and reading goes on behind it; two records that lost the line feed between them are
/// both found. Memory is that of the longest line, up to <see cref="LongestLine"/>. No lock: a writer may be at work,
/// and an unfinished last line of his is not given.
/// </summary>
public sealed partial class RecordReader : IDisposable
{
    /// <summary>Bytes of the longest line that is looked at; a longer one is damage.</summary>
    public const int LongestLine = 1 << 20;

    private readonly IReadOnlyList<string> segments;
    private byte[] buffer = new byte[1 << 16];
    private FileStream? file;
    private int segment = -1, start, end, lineStart, lineLength;
    private long bufferOffset, expected, supersededFrom = long.MaxValue;
    private readonly long from;
    private bool badSinceGood, ended;

    /// <summary>Reads the segments in this order; as <see cref="LogSegments.Of"/> gives them.</summary>
    /// <param name="segments">Paths of files.</param>
    /// <param name="from">Bytes of the first of them to pass over; reading begins with the first whole line behind.</param>
    public RecordReader(IReadOnlyList<string> segments, long from = 0) => (this.segments, this.from, expected) = (segments, from, from == 0 ? 0 : -1);

    /// <summary>The line as it stands, without its line feed; empty when it was too long. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Line => buffer.AsSpan(lineStart, lineLength);

    /// <summary>Whether the line is a record, exactly as it was written.</summary>
    public bool IsGood { get; private set; }

    /// <summary>The record's number; the same for no two records of a log.</summary>
    public long Sequence { get; private set; }

    /// <summary>Which opening of the log wrote it.</summary>
    public long Epoch { get; private set; }

    /// <summary>The file that holds the line.</summary>
    public string File => segments[segment];

    /// <summary>Bytes before the line in <see cref="File"/>.</summary>
    public long Offset { get; private set; }

    /// <summary>Good records given so far.</summary>
    public long Good { get; private set; }

    /// <summary>Damaged places so far: lines that are no records, and line feeds that are none.</summary>
    public long Bad { get; private set; }

    /// <summary>Records that are gone without a damaged line in their place, or stand out of order: another program wrote here, or cut the file.</summary>
    public long Missing { get; private set; }

    /// <summary>Bytes behind the last line feed of the segments read so far: a line that was never finished, or is being written.</summary>
    public long Unfinished { get; private set; }

    /// <summary>Goes to the next line; false at the end. Throws <see cref="StoreException"/> when a file cannot be read.</summary>
    public bool Read()
    {
        while (NextLine())
        {
            IsGood = (RecordFrame.TryRead(Line, out var sequence, out var epoch) || TrySplit(out sequence, out epoch)) && RecordFrame.IsObject(Line);
            if (!IsGood)
            {
                Bad++;
                badSinceGood = true;
                (Sequence, Epoch) = (0, 0);
                return true;
            }

            if (sequence >= supersededFrom)
                continue;
            (Sequence, Epoch) = (sequence, epoch);
            if (expected >= 0 && sequence != expected && !(sequence > expected && badSinceGood))
                Missing += Math.Max(1, sequence - expected);
            (expected, badSinceGood) = (sequence + 1, false);
            Good++;
            return true;
        }

        return false;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file?.Dispose();

    // Two records that lost the line feed between them, or a torn one with a whole one behind it: both are given, each as what it is.
    private bool TrySplit(out long sequence, out long epoch)
    {
        (sequence, epoch) = (0, 0);
        for (var next = NextStart(1); next > 0; next = NextStart(next + 1))
        {
            if (RecordFrame.WholeLength(Line[..next]) is > 0 and var whole)
            {
                (start, lineLength) = (lineStart + next, whole);
                Bad++;
                return RecordFrame.TryRead(Line, out sequence, out epoch);
            }

            if (RecordFrame.TryRead(Line[next..], out _, out _))
            {
                (start, lineLength) = (lineStart + next, next);
                return false;
            }
        }

        return false;
    }

    private int NextStart(int from) =>
        from < lineLength && Line[from..].IndexOf(RecordFrame.Start) is >= 0 and var at ? from + at : 0;
}
