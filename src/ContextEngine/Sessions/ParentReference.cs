using System.Text;
using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>Where a fork leaves its parent: everything up to a record, which the checksum of that record confirms.</summary>
/// <param name="Path">First file of the parent's log, relative to the folder of all sessions.</param>
/// <param name="Last">Sequence of the last record in common.</param>
/// <param name="End">Bytes of the file that holds it up to the end of its line.</param>
/// <param name="Checksum">The checksum that the record carries, as it stands there.</param>
public readonly record struct ParentReference(string Path, long Last, long End, string Checksum)
{
    /// <summary>Where in a line, from its end, the checksum begins.</summary>
    internal const int ChecksumFromEnd = 10;

    /// <summary>The reference of a log; null when it was not forked. Reads its first lines.</summary>
    internal static ParentReference? Of(string path) => SessionOrigin.Of(path).Parent;

    internal static ParentReference? Of(JsonValue record)
    {
        var parent = record.Field("parent"u8);
        return parent.IsObject
            ? new ParentReference(parent.Field("path"u8).ToText(), parent.Field("q"u8).Number, parent.Field("end"u8).Number, parent.Field("c"u8).ToText())
            : null;
    }

    /// <summary>A reference to what stands before a record of a log. Costs a pass up to it.</summary>
    internal static ParentReference Before(string sessions, SessionPart part, long sequence)
    {
        ParentReference? found = null;
        using var reader = new RecordReader(part.Segments);
        while (reader.Read() && !(reader.IsGood && reader.Sequence >= sequence))
            if (reader.IsGood)
                found = new ParentReference(System.IO.Path.GetRelativePath(sessions, part.Path), reader.Sequence, reader.Offset + reader.Line.Length + 1, ChecksumOf(reader.Line));
        return found ?? throw new StoreException(part.Path, $"{part.Path} holds no record before that request");
    }

    internal ReadOnlySpan<byte> ToJson() => new RecordBody().BeginPlain().Text("path"u8, Path).Number("q"u8, Last).Number("end"u8, End).Text("c"u8, Checksum).End();

    /// <summary>The checksum of a good record's line.</summary>
    internal static string ChecksumOf(ReadOnlySpan<byte> line) => Encoding.ASCII.GetString(line.Slice(line.Length - ChecksumFromEnd, 8));
}
