using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// What a list wants of a log and only all of it tells: the name that it was given last. It lies in a file beside the log,
/// with the place up to which the log was read, so that the next look reads what was written since. The file may be deleted,
/// damaged or out of date at any time: the log is read again, once.
/// </summary>
/// <param name="File">Name of the log's file that was read last.</param>
/// <param name="End">Bytes of it that were read, up to the end of a record.</param>
/// <param name="Checksum">The checksum of that record, as it stands there.</param>
/// <param name="Title">The name; empty where there is none.</param>
internal readonly record struct SessionIndex(string File, long End, string Checksum, string Title)
{
    // What is read in less time than a file is written.
    private const long Worthwhile = 64 << 10;

    /// <summary>The name of a session. Costs what was written since the last look, the whole log where the index is gone.</summary>
    /// <param name="path">The first file of its log.</param>
    public static string TitleOf(string path)
    {
        var segments = LogSegments.Of(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path));
        var known = Read(path);
        var at = known.Title is null ? -1 : segments.Select(Path.GetFileName).ToList().IndexOf(known.File);
        if (at < 0 || !known.Holds(segments[at]))
            (known, at) = (new SessionIndex("", 0, "", ""), 0);
        var now = known.Grown([.. segments.Skip(at)], out var read);
        if (read >= Worthwhile)
            HintFile.Offer(FileOf(path), now.ToJson());
        return now.Title;
    }

    /// <summary>The file beside a log.</summary>
    internal static string FileOf(string path) => Path.ChangeExtension(path, ".index");

    private static SessionIndex Read(string path)
    {
        if (HintFile.TryRead(FileOf(path)) is not { } line)
            return default;
        var record = JsonValue.Of(line);
        return new SessionIndex(record.Field("file"u8).ToText(), record.Field("end"u8).Number, record.Field("checksum"u8).ToText(), record.Field("title"u8).ToText());
    }

    // Another log may have taken the place of the one that was read.
    private bool Holds(string segment)
    {
        try
        {
            using var file = System.IO.File.OpenHandle(segment, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var end = new byte[ParentReference.ChecksumFromEnd + 1];
            return End >= end.Length && RandomAccess.Read(file, end, End - end.Length) == end.Length && end[^1] == '\n' && ParentReference.ChecksumOf(end.AsSpan(..^1)) == Checksum;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false; // whoever reads it says why it cannot be read
        }
    }

    private SessionIndex Grown(IReadOnlyList<string> segments, out long read)
    {
        var now = this;
        Span<byte> end = stackalloc byte[ParentReference.ChecksumFromEnd];
        read = 0;
        using var reader = new RecordReader(segments, End);
        while (reader.Read())
        {
            if (!reader.IsGood)
                continue;
            read += reader.Line.Length;
            now = now with { File = Path.GetFileName(reader.File), End = reader.Offset + reader.Line.Length + 1 };
            reader.Line[^end.Length..].CopyTo(end);
            if (reader.Line.IndexOf("\"custom-title\""u8) >= 0 && JsonValue.Of(reader.Line) is var record && record.Field("type"u8).Is("custom-title"u8))
                now = now with { Title = record.Field("customTitle"u8).ToText() };
        }

        return read == 0 ? now : now with { Checksum = ParentReference.ChecksumOf(end) };
    }

    private ReadOnlySpan<byte> ToJson() =>
        new RecordBody().BeginPlain().Text("file"u8, File).Number("end"u8, End).Text("checksum"u8, Checksum).Text("title"u8, Title).End();
}
