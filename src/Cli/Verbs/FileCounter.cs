using Microsoft.Win32.SafeHandles;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>Counts one file, a stretch of one, or a stream. Several threads may use it, each at its own desk.</summary>
/// <param name="meter">What to count with.</param>
/// <param name="done">Told of bytes as they are done.</param>
internal sealed class FileCounter(TokenMeter meter, Action<long> done)
{
    /// <summary>An empty text of the meter.</summary>
    public StreamCounter NewStream() => new(meter);

    /// <summary>Counts a file, unless it is taken over once its length is known; then there is no count yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="desk">The thread's own.</param>
    /// <param name="takes">Given the open file and its length, or null and zero for what has no length: whether it takes the file over.</param>
    public FileCount? CountFile(string path, CountDesk desk, Func<SafeFileHandle?, long, bool> takes)
    {
        SafeFileHandle? handle = null;
        try
        {
            handle = InputFile.OpenHandle(path);
            return InputFile.Reading(path, () =>
            {
                var count = CountOpen(path, handle, desk, takes);
                if (count is null)
                    handle = null;
                return count;
            });
        }
        catch (Failure failure)
        {
            return FileCount.Failed(path, failure);
        }
        finally
        {
            handle?.Dispose();
        }
    }

    /// <summary>Counts what a stream gives, decompressed if it is compressed.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="open">Opens it.</param>
    /// <param name="desk">The thread's own.</param>
    public FileCount CountStream(string path, Func<Stream> open, CountDesk desk)
    {
        try
        {
            using var stream = open();
            return InputFile.Reading(path, () => CountAll(path, stream, desk));
        }
        catch (Failure failure)
        {
            return FileCount.Failed(path, failure);
        }
        catch (UnreadableTranscriptException damaged)
        {
            return FileCount.Failed(path, Failure.BadInput(damaged.Message));
        }
    }

    /// <summary>Counts a stretch of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="handle">The file, open.</param>
    /// <param name="from">Where it starts: at the start of the file, or at a <see cref="SafeCut"/>.</param>
    /// <param name="to">Where the next one starts; beyond the end for the last.</param>
    /// <param name="desk">The thread's own.</param>
    public RangeCount CountRange(string path, SafeFileHandle handle, long from, long to, CountDesk desk)
    {
        var (tokens, watch, at) = (NewStream(), new Utf8Watch(), from);
        while (at < to && Read(handle, desk, at, to) is var chunk && !chunk.IsEmpty)
        {
            if (at == 0)
                RefuseBinary(path, chunk);
            tokens.Append(chunk);
            watch.Append(chunk, at);
            at += chunk.Length;
        }

        watch.Close(at);
        return new(at - from, tokens, watch);
    }

    private FileCount? CountOpen(string path, SafeFileHandle handle, CountDesk desk, Func<SafeFileHandle?, long, bool> takes)
    {
        if (!TryLength(handle, out var length))
        {
            takes(null, 0);
            return CountStream(path, () => TranscriptSource.Decompressed(new FileStream(handle, FileAccess.Read, bufferSize: 0), path), desk);
        }

        var start = desk.Buffer.AsSpan(0, ReadFull(handle, desk.Buffer, length));
        if (TranscriptSource.IsCompressed(start))
        {
            takes(null, 0);
            return CountStream(path, () => TranscriptSource.Decompressed(new FileStream(handle, FileAccess.Read, bufferSize: 0), path), desk);
        }

        RefuseBinary(path, start);
        if (takes(handle, length))
            return null;
        if (start.Length == desk.Buffer.Length)
        {
            var range = CountRange(path, handle, 0, long.MaxValue, desk);
            return FileCount.Of(path, range.Bytes, range.Tokens!.Finish(), range.Watch);
        }

        // All of it is here: no seams to look after.
        var watch = new Utf8Watch();
        watch.Append(start, 0);
        watch.Close(start.Length);
        var tokens = meter.Count(start);
        done(start.Length);
        desk.Tick();
        return FileCount.Of(path, start.Length, tokens, watch);
    }

    private FileCount CountAll(string path, Stream stream, CountDesk desk)
    {
        var (tokens, watch, bytes) = (NewStream(), new Utf8Watch(), 0L);
        for (var read = stream.ReadAtLeast(desk.Buffer, BinaryKind.Needed, false); read > 0; read = stream.Read(desk.Buffer))
        {
            var chunk = desk.Buffer.AsSpan(0, read);
            if (bytes == 0)
                RefuseBinary(path, chunk);
            tokens.Append(chunk);
            watch.Append(chunk, bytes);
            bytes += read;
            done(read);
            desk.Tick();
        }

        watch.Close(bytes);
        return FileCount.Of(path, bytes, tokens.Finish(), watch);
    }

    private ReadOnlySpan<byte> Read(SafeFileHandle handle, CountDesk desk, long at, long to)
    {
        var read = RandomAccess.Read(handle, desk.Buffer.AsSpan(0, (int)Math.Min(desk.Buffer.Length, to - at)), at);
        done(read);
        desk.Tick();
        return desk.Buffer.AsSpan(0, read);
    }

    private static int ReadFull(SafeFileHandle handle, byte[] buffer, long expected)
    {
        var length = 0;
        while (length < buffer.Length && RandomAccess.Read(handle, buffer.AsSpan(length), length) is var read and > 0)
            if ((length += read) == expected)
                break; // one call less for each small file
        return length;
    }

    private static bool TryLength(SafeFileHandle handle, out long length)
    {
        try
        {
            length = RandomAccess.GetLength(handle);
            return true;
        }
        catch (NotSupportedException)
        {
            length = 0; // a pipe
            return false;
        }
    }

    private static void RefuseBinary(string path, ReadOnlySpan<byte> start)
    {
        if (BinaryKind.Of(start) is { } kind)
            throw Failure.BadInput($"{InputFile.Shown(path)} is {kind}, not text; extract its text first");
    }
}
