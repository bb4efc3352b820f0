using System.Globalization;
using Pith.Store;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// The beginning of another program's session file, which a session of ours goes on from. Nothing is copied and the file
/// is never written; its length and a hash say later whether it still is what it was.
/// </summary>
/// <param name="Path">The file, a full path.</param>
/// <param name="Length">Bytes of it that belong to the session: whole lines, or all of a document; what is written behind them does not count.</param>
/// <param name="Hash">Hash of these bytes; see <see cref="ForeignHash"/>.</param>
public readonly record struct ForeignReference(string Path, long Length, string Hash)
{
    private const int LongestTail = 1 << 20;

    /// <summary>The program's name for the session: that of the file.</summary>
    public string Session => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Refers to all whole lines of a file as it is now, or to all of it where it is one document or compressed. Reads 16 MB of it at most. Throws <see cref="StoreException"/>.</summary>
    public static ForeignReference Of(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = WholeLines(file, RandomAccess.GetLength(file));
            return new ForeignReference(path, length, ForeignHash.Of(file, length));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(path, $"cannot read {path}: {error.Message}", error);
        }
    }

    /// <summary>
    /// Whether a file is no log of ours, so that nothing may ever be written to it: it has content that does not begin
    /// like a record, and none of its first lines is one.
    /// </summary>
    public static bool IsForeign(string path) => File.Exists(path) && SessionTranscript.Kind(path) is false;

    /// <summary>What is wrong with the file now, in one sentence; null where it begins as it did.</summary>
    public string? Problem()
    {
        try
        {
            using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(file);
            if (length < Length)
                return string.Create(CultureInfo.InvariantCulture, $"{Path} has {length:N0} bytes; it had {Length:N0} when this session went on from it, so the end of what was said there is missing");
            return ForeignHash.Of(file, Length) == Hash ? null : $"{Path} was changed since this session went on from it; what it says now is used";
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return $"{Path}, which this session went on from, is not there; what was said in it is missing";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{Path}, which this session went on from, cannot be read ({error.Message}); what was said in it is missing";
        }
    }

    /// <summary>The bytes referred to, decompressed; null where the file cannot be opened.</summary>
    internal Stream? Open()
    {
        try
        {
            var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            return TranscriptSource.Decompressed(new FirstBytesStream(file, Length), Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static ForeignReference? Of(JsonValue record)
    {
        var foreign = record.Field("foreign"u8);
        return foreign.IsObject ? new ForeignReference(foreign.Field("path"u8).ToText(), foreign.Field("length"u8).Number, foreign.Field("hash"u8).ToText()) : null;
    }

    internal ReadOnlySpan<byte> ToJson() => new RecordBody().BeginPlain().Text("path"u8, Path).Number("length"u8, Length).Text("hash"u8, Hash).End();

    // A last line without its line feed is being written, unless it is a whole value or the end of a document.
    private static long WholeLines(Microsoft.Win32.SafeHandles.SafeFileHandle file, long length)
    {
        var tail = new byte[Math.Min(length, LongestTail)];
        var read = RandomAccess.Read(file, tail, length - tail.Length);
        var feed = tail.AsSpan(0, read).LastIndexOf((byte)'\n');
        return feed < 0 || JsonLimits.IsValue(tail.AsSpan(feed + 1, read - feed - 1), JsonLimits.Options, out _) || HasNoLines(file) ? length : length - read + feed + 1;
    }

    private static bool HasNoLines(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        var head = new byte[TranscriptReader.Glance];
        var read = RandomAccess.Read(file, head, 0);
        return TranscriptSource.IsCompressed(head.AsSpan(0, read)) || TranscriptReader.IsDocument(head.AsSpan(0, read));
    }
}
