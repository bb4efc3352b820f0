using System.Buffers;
using System.Globalization;
using Pith.Store;
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
    private readonly IEnumerator<SessionMessage> foreign;
    private readonly ArrayBufferWriter<byte> line = new(4096);
    private readonly HashSet<string> told = [];
    private string? lastId;
    private int given;
    private bool isOver;

    public SessionTranscriptStream(string path, BlobStore blobs, Action<string> warn)
    {
        (this.path, this.blobs, this.warn) = (path, blobs, warn);
        reader = new SessionReader(path);
        foreign = reader.HasForeign ? ForeignMessages.All(reader.Foreign!.Value, Tell).GetEnumerator() : Enumerable.Empty<SessionMessage>().GetEnumerator();
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
            Foreign(foreign.Current);
            return true;
        }

        while (reader.Read())
        {
            var record = JsonValue.Of(reader.Line);
            if (record.Field("type"u8) is var type && (type.Is("pith-session"u8) || type.Is("pith-origin"u8)))
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
        var content = record.Field("message"u8).Field("content"u8).Raw;
        var splices = record.Field("blobs"u8).Raw;
        if (splices.IsEmpty || content.IsEmpty)
        {
            line.Write(record.Raw[start..^FrameTail]);
            return;
        }

        record.Raw.Overlaps(content, out var at);
        record.Raw.Overlaps(splices, out var end);
        line.Write(record.Raw[start..at]);
        line.Write(ContentRestore.Of(record, blobs, out var gone));
        line.Write(record.Raw[(at + content.Length)..(end - ",\"blobs\":"u8.Length)]);
        if (gone is not null)
            Tell($"{reader.File}: record {reader.Sequence.ToString("N0", CultureInfo.InvariantCulture)} refers to {gone}");
    }

    private void Foreign(SessionMessage message)
    {
        var id = RecordBody.IdOf(message.Session, 0, message.Sequence);
        var isAssistant = message.Role == Role.Assistant;
        var inner = new RecordBody().BeginPlain().Text("role"u8, isAssistant ? "assistant" : "user");
        if (isAssistant)
            inner.Text("type"u8, "message").Text("id"u8, $"msg_{id}").Text("model"u8, "unknown");
        line.Write(new RecordBody().Begin(isAssistant ? "assistant"u8 : "user"u8).Text("parentUuid"u8, lastId).Text("sessionId"u8, message.Session).Text("uuid"u8, id)
            .Raw("message"u8, inner.Raw("content"u8, message.Content.Span).End()).End());
        line.Write("\n"u8);
        lastId = id;
    }

    private void Tell(string sentence)
    {
        if (told.Add(sentence))
            warn(sentence);
    }
}
