using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>Writes a session as a transcript of its own: what it shares with others and what lies in the store in its place, without our frame.</summary>
public static class SessionExport
{
    // ,"c":"xxxxxxxx"}
    private const int Tail = 16;

    /// <summary>Writes one line for each record. Memory is that of one message.</summary>
    /// <param name="path">The first file of the session's log.</param>
    /// <param name="blobs">Where large contents are.</param>
    /// <param name="output">Takes the lines.</param>
    /// <returns>What could not be brought back, a sentence each; a preview stands in its place.</returns>
    public static IReadOnlyList<string> Write(string path, BlobStore blobs, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var lost = new List<string>();
        using var reader = new SessionReader(path);
        while (reader.Read())
        {
            var record = JsonValue.Of(reader.Line);
            if (record.Field("type"u8).Is("pith-session"u8))
                continue;
            output.Write("{"u8);
            Body(record, blobs, output, lost);
            output.Write("}\n"u8);
        }

        return lost;
    }

    private static void Body(JsonValue record, BlobStore blobs, Stream output, List<string> lost)
    {
        record.Raw.Overlaps(record.Field("type"u8).Raw, out var start);
        start -= "\"type\":"u8.Length;
        var content = record.Field("message"u8).Field("content"u8).Raw;
        var splices = record.Field("blobs"u8).Raw;
        if (splices.IsEmpty || content.IsEmpty)
        {
            output.Write(record.Raw[start..^Tail]);
            return;
        }

        record.Raw.Overlaps(content, out var at);
        record.Raw.Overlaps(splices, out var end);
        output.Write(record.Raw[start..at]);
        output.Write(ContentRestore.Of(record, blobs, out var gone));
        output.Write(record.Raw[(at + content.Length)..(end - ",\"blobs\":"u8.Length)]);
        if (gone is not null)
            lost.Add(gone);
    }
}
