using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// What going on with a session needs of its end: the last message's id, and the calls that have no result. Costs the
/// header and the last 4 MB, whatever the length; more only where these hold no answer of a model.
/// </summary>
internal sealed class SessionTail
{
    private const long Window = 4 << 20;

    private readonly List<string> open = [], results = [];
    private readonly HashSet<string> answeredLater = [];
    private bool hasAnswer;
    private (string File, long Sequence, long End, string Checksum)? last;

    public string Cwd { get; private set; } = "";

    public string Program { get; private set; } = "pith";

    /// <summary>Id of the last message; null before the first.</summary>
    public string? LastId { get; private set; }

    /// <summary>Calls without a result, in their order.</summary>
    public IReadOnlyList<string> OpenCalls => open;

    public static SessionTail Of(string path, BlobStore blobs)
    {
        var tail = new SessionTail();
        tail.ReadHeader(path);
        var chain = SessionChain.Of(path);
        for (var i = chain.Count - 1; i >= 0 && chain[i].Foreign is null; i--)
        {
            var own = tail.last;
            var isDone = tail.Look(chain[i], blobs);
            tail.open.RemoveAll(tail.answeredLater.Contains);
            tail.answeredLater.UnionWith(tail.results);
            tail.last = own ?? tail.last;
            if (isDone)
                break;
        }

        return tail;
    }

    /// <summary>A reference to all there is now.</summary>
    public ParentReference End(string sessions, string path) =>
        last is { } at
            ? new ParentReference(Path.GetRelativePath(sessions, path), at.Sequence, at.End, at.Checksum)
            : throw new StoreException(path, $"{path} holds nothing that could be gone on from");

    private void ReadHeader(string path)
    {
        using var reader = new RecordReader([path]);
        if (!reader.Read() || !reader.IsGood)
            return;
        var header = JsonValue.Of(reader.Line);
        (Cwd, Program) = (header.Field("cwd"u8).ToText(), header.Field("program"u8).ToText());
    }

    // Whether an answer of a model was found: what came before it has been answered already.
    private bool Look(SessionPart part, BlobStore blobs)
    {
        var segments = part.Segments;
        for (var window = Window; ; window *= 8)
        {
            if (segments.Count == 0 || new FileInfo(segments[^1]) is not { Exists: true } newest)
                throw new StoreException(part.Path, $"{part.Path} is not there");
            var end = Math.Min(part.End, newest.Length);
            var from = Math.Max(0, end - window);
            var isAll = from == 0 || window > Window * 8;
            Scan(part, isAll ? segments : [segments[^1]], isAll ? 0 : from, blobs);
            if (hasAnswer || isAll)
                return hasAnswer;
        }
    }

    private void Scan(SessionPart part, IReadOnlyList<string> segments, long from, BlobStore blobs)
    {
        open.Clear();
        results.Clear();
        var inherited = LastId;
        var guard = new CompactionGuard(part);
        using var reader = new RecordReader(segments, from);
        while (reader.Read())
        {
            if (!reader.IsGood)
                continue;
            if (reader.Sequence > part.Last)
                break;
            last = (reader.File, reader.Sequence, reader.Offset + reader.Line.Length + 1, ParentReference.ChecksumOf(reader.Line));
            if (!guard.Drops(reader))
                Take(JsonValue.Of(reader.Line), blobs);
        }

        LastId = inherited ?? LastId;
    }

    private void Take(JsonValue record, BlobStore blobs)
    {
        var isAssistant = record.Field("type"u8).Is("assistant"u8);
        if (record.Field("uuid"u8) is { IsString: true } id)
            LastId = id.ToText();
        if (Cwd.Length == 0)
            Cwd = record.Field("cwd"u8).ToText(); // the header was damaged
        if (!isAssistant && !record.Field("type"u8).Is("user"u8))
            return;
        hasAnswer |= isAssistant;
        foreach (var block in JsonValue.Of(ContentRestore.OfCalls(record, blobs)).Elements())
            if (block.Field("type"u8).Is("tool_use"u8))
                open.Add(block.Field("id"u8).ToText());
            else if (block.Field("type"u8).Is("tool_result"u8))
                Answer(block.Field("tool_use_id"u8).ToText());
    }

    private void Answer(string call)
    {
        open.Remove(call);
        results.Add(call);
    }
}
