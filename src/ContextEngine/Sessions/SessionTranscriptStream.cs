using System.Buffers;
using System.Globalization;
using System.Text;
using Pith.Store;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The lines of <see cref="SessionTranscript"/>, made as they are read.</summary>
internal sealed class SessionTranscriptStream : ForwardStream
{
    private const int FrameTail = 16; // ,"c":"xxxxxxxx"}

    private readonly string path;
    private readonly BlobStore blobs;
    private readonly Action<string> warn;
    private readonly SessionReader reader;
    private readonly ForeignRecords records;
    private readonly IEnumerator<ForeignEntry> foreign;
    private readonly ArrayBufferWriter<byte> line = new(4096);
    private readonly HashSet<string> told = [];
    private int given;
    private bool isOver, isJoined;

    public SessionTranscriptStream(string path, BlobStore blobs, Action<string> warn)
    {
        (this.path, this.blobs, this.warn) = (path, blobs, warn);
        reader = new SessionReader(path);
        records = new ForeignRecords(reader.Foreign?.Session ?? "");
        foreign = (reader.HasForeign ? ForeignMessages.Entries(reader.Foreign!.Value, Tell) : []).GetEnumerator();
    }

    public override int Read(Span<byte> buffer)
    {
        while (given == line.WrittenCount)
        {
            line.ResetWrittenCount();
            given = 0;
            if (isOver || !Next())
                return 0;
        }

        var part = line.WrittenSpan[given..];
        part = part[..Math.Min(part.Length, buffer.Length)];
        part.CopyTo(buffer);
        given += part.Length;
        return part.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader.Dispose();
            foreign.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (foreign.MoveNext())
        {
            line.Write(records.Of(foreign.Current));
            line.Write("\n"u8);
            return true;
        }

        while (reader.Read())
        {
            var record = JsonValue.Of(reader.Line);
            if (record.Field("type"u8) is var type && (!type.IsString || type.Is("pith-session"u8) || type.Is("pith-origin"u8)))
                continue;
            line.Write("{"u8);
            Body(record);
            line.Write("}\n"u8);
            return true;
        }

        isOver = true;
        if (reader.Bad > 0)
            Tell(string.Create(CultureInfo.InvariantCulture, $"{path}: {reader.Bad:N0} damaged places were passed over; 'pith sessions check {Path.GetFileNameWithoutExtension(path)}' shows them"));
        if (reader.Missing > 0)
            Tell(string.Create(CultureInfo.InvariantCulture, $"{path}: {reader.Missing:N0} records are gone, doubled or out of order; something else wrote to it or cut it"));
        return false;
    }

    private void Body(JsonValue record)
    {
        record.Raw.Overlaps(record.Field("type"u8).Raw, out var start);
        start -= "\"type\":"u8.Length;
        Join(record, ref start);
        var content = record.Field("message"u8).Field("content"u8).Raw;
        var splices = record.Field("blobs"u8).Raw;
        record.Raw.Overlaps(content, out var at);
        record.Raw.Overlaps(splices, out var end);
        if (at < start || end < at + content.Length)
        {
            line.Write(record.Raw[start..^FrameTail]);
            return;
        }

        line.Write(record.Raw[start..at]);
        line.Write(ContentRestore.Of(record, blobs, out var gone));
        line.Write(record.Raw[(at + content.Length)..(end - ",\"blobs\":"u8.Length)]);
        if (gone is not null)
            Tell($"{reader.File}: record {reader.Sequence.ToString("N0", CultureInfo.InvariantCulture)} refers to {gone}");
    }

    // The first record of ours follows the last one of the other program's; no reader would find that otherwise.
    private void Join(JsonValue record, ref int start)
    {
        var parent = record.Field("parentUuid"u8).Raw;
        if (isJoined || parent.IsEmpty)
            return;
        isJoined = true;
        if (records.LastId is not { } last || !parent.SequenceEqual("null"u8))
            return;
        record.Raw.Overlaps(parent, out var at);
        line.Write(record.Raw[start..at]);
        line.Write(Encoding.ASCII.GetBytes($"\"{last}\""));
        start = at + parent.Length;
    }

    private void Tell(string sentence)
    {
        if (told.Add(sentence))
            warn(sentence);
    }
}
