using Pith.Store;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>A session as a list shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Path">The first file of its log.</param>
/// <param name="Title">The name it was given, else the beginning of the first request; empty where there is neither.</param>
/// <param name="Cwd">The folder it works in.</param>
/// <param name="Modified">When it was last written to, UTC.</param>
/// <param name="Bytes">Bytes of its own log.</param>
/// <param name="Parent">Path of the log it was forked from, relative to the folder of all sessions, or the full path of another program's file that it goes on from; empty where there is neither.</param>
public sealed record SessionSummary(string Id, string Path, string Title, string Cwd, DateTime Modified, long Bytes, string Parent)
{
    private const int MostRecords = 64, LongestTitle = 80;

    /// <summary>Reads the beginning of a log; null when it has just gone.</summary>
    public static SessionSummary? Of(string path)
    {
        try
        {
            var cwd = "";
            using (var reader = new RecordReader([path]))
                if (reader.Read() && reader.IsGood)
                    cwd = JsonValue.Of(reader.Line).Field("cwd"u8).ToText();
            var id = System.IO.Path.GetFileNameWithoutExtension(path);
            var segments = LogSegments.Of(System.IO.Path.GetDirectoryName(path)!, id);
            return new SessionSummary(id, path, TitleOf(path), cwd, File.GetLastWriteTimeUtc(segments[^1]), segments.Sum(s => new FileInfo(s).Length), ParentOf(SessionOrigin.Of(path)));
        }
        catch (Exception error) when (error is FileNotFoundException or ArgumentOutOfRangeException or StoreException { InnerException: FileNotFoundException })
        {
            return null;
        }
    }

    /// <summary>The title of a session.</summary>
    public static string TitleOf(string path)
    {
        try
        {
            return SessionIndex.TitleOf(path) is { Length: > 0 } given ? given : FirstRequest(path);
        }
        catch (StoreException)
        {
            return ""; // a log, or a parent, that is gone costs the title, not the list
        }
    }

    /// <summary>Whether anything was said in a session, or in what it goes on from. Reads up to the first message.</summary>
    internal static bool HasBegun(string path)
    {
        try
        {
            using var reader = new SessionReader(path);
            var hasBegun = reader.Foreign is not null;
            while (!hasBegun && reader.Read())
                hasBegun = JsonValue.Of(reader.Line).Field("type"u8) is var type && (type.Is("user"u8) || type.Is("assistant"u8));
            return hasBegun || reader.Bad > 0; // what is damaged shall be said, not passed over
        }
        catch (StoreException)
        {
            return true; // whoever opens it says why it cannot be read
        }
    }

    private static string FirstRequest(string path)
    {
        using var reader = new SessionReader(path);
        if (reader.HasForeign)
            foreach (var message in ForeignMessages.All(reader.Foreign!.Value, warn: null).Take(MostRecords))
                if (message.Role == Role.User && TextOf(JsonValue.Of(message.Content.Span)) is { Length: > 0 } said)
                    return Short(said);
        for (var i = 0; i < MostRecords && reader.Read(); i++)
            if (JsonValue.Of(reader.Line) is var record && record.Field("type"u8).Is("user"u8) && TextOf(record.Field("message"u8).Field("content"u8)) is { Length: > 0 } text)
                return Short(text);
        return "";
    }

    private static string ParentOf(SessionOrigin origin) => origin.Foreign?.Path ?? origin.Parent?.Path ?? "";

    private static string TextOf(JsonValue content)
    {
        if (content.IsString)
            return content.ToText();
        foreach (var block in content.Elements())
            if (block.Field("type"u8).Is("text"u8))
                return block.Field("text"u8).ToText();
        return "";
    }

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestTitle)
            return line;
        return string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[LongestTitle - 2]) ? LongestTitle - 2 : LongestTitle - 1), "…");
    }
}
