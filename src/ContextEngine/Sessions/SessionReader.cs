using Pith.Store;

namespace Pith.Sessions;

/// <summary>
/// Reads the records of a session from its beginning, through every log it was forked from. Damaged lines are passed
/// over and counted. Memory is that of the longest line. A writer may be at work.
/// </summary>
public sealed class SessionReader : IDisposable
{
    private readonly IReadOnlyList<SessionPart> parts;
    private RecordReader? reader;
    private int part = -1;
    private long bad, missing;

    /// <summary>Opens a session for reading.</summary>
    /// <param name="path">The first file of its log.</param>
    public SessionReader(string path) => parts = SessionChain.Of(path);

    /// <summary>The record as it stands, without its line feed. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Line => reader!.Line;

    /// <summary>The record's number in the log that holds it.</summary>
    public long Sequence => reader!.Sequence;

    /// <summary>The file that holds it.</summary>
    public string File => reader!.File;

    /// <summary>Id of the session whose log holds it.</summary>
    public string Session => parts[part].Session;

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
                if (reader.IsGood && reader.Sequence <= parts[part].Last)
                    return true;
                else if (reader.IsGood)
                    break; // what the parent wrote after the fork
            (bad, missing) = (Bad, Missing);
            reader.Dispose();
            reader = null;
        }

        return false;
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => reader?.Dispose();

    private bool NextPart()
    {
        if (part + 1 >= parts.Count)
            return false;
        reader = new RecordReader(parts[++part].Segments);
        return true;
    }
}
