using Pith.Store;

namespace Pith.Sessions;

/// <summary>One log of the chain that a forked session is read from: all of it, or what was there when it was forked.</summary>
/// <param name="Path">The first file of the log.</param>
/// <param name="Last">Sequence of the last record that belongs to the chain.</param>
/// <param name="End">Where that record's line ends in the last file that counts.</param>
/// <param name="Checksum">The checksum that that record carried when the session was forked; empty where all of the log counts.</param>
/// <param name="Foreign">Set where it is another program's file, which has no records of ours.</param>
internal sealed record SessionPart(string Path, long Last = long.MaxValue, long End = long.MaxValue, string Checksum = "", ForeignReference? Foreign = null)
{
    /// <summary>Id of the session that the log is of.</summary>
    public string Session { get; } = System.IO.Path.GetFileNameWithoutExtension(Path); // asked for at every record

    /// <summary>Its files, in order: a copy under another kind of name is one file.</summary>
    public IReadOnlyList<string> Segments => Foreign is not null ? []
        : Path.EndsWith(LogSegments.Extension, StringComparison.Ordinal) ? LogSegments.Of(System.IO.Path.GetDirectoryName(Path)!, Session) : [Path];
}
