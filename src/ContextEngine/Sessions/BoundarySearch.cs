using Pith.Store;

namespace Pith.Sessions;

/// <summary>
/// Finds the last whole compaction of a session from its end, so that going on costs what the context has and not what
/// the log has. Reads backwards in steps of a megabyte.
/// </summary>
internal static class BoundarySearch
{
    private const int Step = 1 << 20, Overlap = 64 << 10; // a boundary's mark stands in its first kilobytes

    private static ReadOnlySpan<byte> Mark => "\"compact_boundary\""u8;

    /// <summary>Where it begins; null where there is none.</summary>
    public static SessionPlace? Last(IReadOnlyList<SessionPart> parts)
    {
        for (var p = parts.Count - 1; p >= 0 && parts[p].Foreign is null; p--)
        {
            var segments = parts[p].Segments;
            for (var s = segments.Count - 1; s >= 0; s--)
                if (In(parts[p], segments, s) is { } offset)
                    return new SessionPlace(p, segments[s], offset);
        }

        return null;
    }

    private static long? In(SessionPart part, IReadOnlyList<string> segments, int segment)
    {
        try
        {
            using var file = File.OpenHandle(segments[segment], FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var buffer = new byte[Step + Overlap];
            for (var end = RandomAccess.GetLength(file); end > 0; end -= Step)
            {
                var from = Math.Max(0, end - Step);
                var text = buffer.AsSpan(0, RandomAccess.Read(file, buffer, from));
                for (var at = text.LastIndexOf(Mark); at >= 0; at = text[..at].LastIndexOf(Mark))
                    if (IsBoundary(part, segments, segment, LineStart(file, from + at)) is { } found)
                        return found;
            }

            return null;
        }
        catch (Exception error) when (error is (IOException and not StoreException) or UnauthorizedAccessException)
        {
            throw new StoreException(segments[segment], $"cannot read {segments[segment]}: {error.Message}", error);
        }
    }

    private static long LineStart(Microsoft.Win32.SafeHandles.SafeFileHandle file, long at)
    {
        var before = new byte[(int)Math.Min(at, RecordReader.LongestLine)];
        var read = RandomAccess.Read(file, before, at - before.Length);
        return at - before.Length + before.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;
    }

    // What only speaks of a boundary, is damaged, half-written, or belongs to what came after the fork does not count.
    private static long? IsBoundary(SessionPart part, IReadOnlyList<string> segments, int segment, long offset)
    {
        using var reader = new RecordReader([.. segments.Skip(segment)], offset);
        if (!reader.Read() || !reader.IsGood || reader.File != segments[segment] || reader.Offset != offset || reader.Sequence > part.Last)
            return null;
        var guard = new CompactionGuard(part);
        return !guard.Drops(reader) && guard.IsBoundary ? offset : null;
    }
}
