using System.Globalization;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>The messages of another program's session, as far as a session of ours goes on from them. Of any file: damage is passed over and said.</summary>
internal static class ForeignMessages
{
    /// <summary>All of them, in order. Memory is that of the longest line.</summary>
    /// <param name="from">Which file, and how much of it.</param>
    /// <param name="warn">Told, a sentence each, what is wrong with the file.</param>
    public static IEnumerable<SessionMessage> All(ForeignReference from, Action<string>? warn)
    {
        foreach (var entry in Entries(from, warn))
            if (entry.Message is { } message)
                yield return message;
    }

    /// <summary>Those of its context: since its last compaction, and what that kept.</summary>
    public static IReadOnlyList<SessionMessage> Current(ForeignReference from, Action<string>? warn)
    {
        var context = new List<ForeignEntry>();
        foreach (var entry in Entries(from, warn))
            if (entry.Message is null)
                context.RemoveAll(e => !e.Ids.Any(entry.Ids.Contains));
            else
                context.Add(entry);
        return [.. context.Select(e => e.Message!)];
    }

    /// <summary>Throws <see cref="UnreadableTranscriptException"/> where a file is no transcript, and <see cref="Store.StoreException"/> where it cannot be opened.</summary>
    public static void RequireReadable(ForeignReference from)
    {
        var stream = from.Open() ?? throw new Store.StoreException(from.Path, $"cannot read {from.Path}");
        using var reader = new TranscriptReader(stream, new ReaderOptions { Name = from.Path });
        reader.Read(new ForeignSink(from.Session));
    }

    /// <summary>All messages and boundaries, in order. Memory is that of the longest line.</summary>
    public static IEnumerable<ForeignEntry> Entries(ForeignReference from, Action<string>? warn)
    {
        if (from.Problem() is { } problem)
            warn?.Invoke(problem);
        if (from.Open() is not { } stream)
            yield break;
        using var reader = new TranscriptReader(stream, new ReaderOptions { Name = from.Path });
        var sink = new ForeignSink(from.Session);
        while (Read(reader, sink, warn))
            while (sink.TryTake(out var entry))
                yield return entry;
        sink.End();
        while (sink.TryTake(out var entry))
            yield return entry;
        if (reader.Malformed > 0)
            warn?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{reader.Malformed:N0} records of {from.Path} cannot be read and are passed over"));
    }

    private static bool Read(TranscriptReader reader, ForeignSink sink, Action<string>? warn)
    {
        try
        {
            return reader.Read(sink);
        }
        catch (Exception error) when (error is UnreadableTranscriptException or IOException or UnauthorizedAccessException)
        {
            warn?.Invoke(error.Message);
            return false;
        }
    }
}
