using Pith.Store;

namespace Pith.Sessions;

/// <summary>
/// Reads the records of a session from its beginning, through every log it was forked from. Damaged lines are passed
/// over and counted, and compactions that were never finished are passed over. Memory is that of the longest line. A
/// writer may be at work. What another program's file holds before these records is not given: see <see cref="Foreign"/>.
/// </summary>
public sealed class SessionReader : IDisposable
{
    private readonly IReadOnlyList<SessionPart> parts;
    private readonly SessionPlace? start;
    private RecordReader? reader;
    private CompactionGuard? guard;
    private int part = -1;
    private long bad, missing, last, badAtLast;

    /// <summary>Opens a session for reading.</summary>
    /// <param name="path">The first file of its log.</param>
    /// <param name="isCurrent">Whether to begin with the last compaction, which costs no more the longer the log is; from the beginning where there is none.</param>
    public SessionReader(string path, bool isCurrent = false)
        : this(SessionChain.Of(path), isCurrent)
    {
    }

    /// <summary>Opens a session at one of its records. Costs nothing of what stands before it.</summary>
    /// <param name="path">The first file of its log.</param>
    /// <param name="place">Where the record stands.</param>
    internal SessionReader(string path, SessionPlace place)
        : this(SessionChain.Of(path), place)
    {
    }

    private SessionReader(IReadOnlyList<SessionPart> parts, bool isCurrent)
        : this(parts, isCurrent ? BoundarySearch.Last(parts) : null)
    {
    }

    private SessionReader(IReadOnlyList<SessionPart> parts, SessionPlace? start)
    {
        (this.parts, this.start) = (parts, start);
        part = start is { } at ? at.Part - 1 : Foreign is null ? -1 : 0;
        HasForeign = start is null && Foreign is not null;
    }

    /// <summary>The file of another program that the session goes on from; null where there is none.</summary>
    public ForeignReference? Foreign => parts[0].Foreign;

    /// <summary>Whether what that file holds comes before what is read here.</summary>
    public bool HasForeign { get; }

    /// <summary>The record as it stands, without its line feed. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Line => reader!.Line;

    /// <summary>The record's number in the log that holds it.</summary>
    public long Sequence => reader!.Sequence;

    /// <summary>The file that holds it.</summary>
    public string File => reader!.File;

    /// <summary>Where it stands.</summary>
    internal SessionPlace Place => new(part, reader!.File, reader.Offset);

    /// <summary>Id of the session whose log holds it.</summary>
    public string Session => parts[part].Session;

    /// <summary>Whether the record repeats a message from before a compaction, which stays in the context.</summary>
    public bool IsCopy => guard!.IsCopy;

    /// <summary>Whether the record is a boundary, all of which was written.</summary>
    internal bool IsBoundary => guard!.IsBoundary;

    /// <summary>Whether the record belongs to the boundary before it.</summary>
    internal bool IsOfBoundary => guard!.IsOfBoundary;

    /// <summary>Damaged places so far.</summary>
    public long Bad => bad + (reader?.Bad ?? 0);

    /// <summary>Records so far that are gone without a trace, or out of order.</summary>
    public long Missing => missing + (reader?.Missing ?? 0);

    /// <summary>How many logs the session is read from.</summary>
    public int Logs => parts.Count;

    /// <summary>Goes to the next good record; false at the end. Throws <see cref="StoreException"/>.</summary>
    public bool Read()
    {
        while (reader is not null || NextPart())
        {
            while (reader!.Read())
                if (reader.IsGood && reader.Sequence > parts[part].Last)
                    break; // what the parent wrote after the fork
                else if (reader.IsGood && !Passes())
                    return true;
            (bad, missing) = (Bad, Missing + Lacking());
            reader.Dispose();
            reader = null;
        }

        return false;
    }

    private bool Passes()
    {
        (last, badAtLast) = (reader!.Sequence, reader.Bad);
        // What the parent holds in the place of the record that was there has another checksum.
        if (last == parts[part].Last && ParentReference.ChecksumOf(reader.Line) != parts[part].Checksum)
            missing++;
        return guard!.Drops(reader);
    }

    // A parent that was cut where a line ends shows nothing of it; only the fork knows how far it went.
    private long Lacking() =>
        parts[part].Last is < long.MaxValue and var wanted && last < wanted && reader!.Bad == badAtLast && reader.Sequence <= wanted ? wanted - last : 0;

    /// <summary>Closes the files.</summary>
    public void Dispose() => reader?.Dispose();

    private bool NextPart()
    {
        if (part + 1 >= parts.Count)
            return false;
        var next = parts[++part];
        guard = new CompactionGuard(next);
        (last, badAtLast) = (-1, 0);
        reader = start is { } at && at.Part == part ? new RecordReader([.. next.Segments.SkipWhile(s => s != at.File)], at.Offset) : new RecordReader(next.Segments);
        return true;
    }
}
