using System.IO.Compression;
using Pith.Text;

namespace Pith.Transcripts;

/// <summary>Opens what a user named: a file or standard input, compressed or not, told by its first bytes.</summary>
public static class TranscriptSource
{
    /// <summary>Opens a file for reading from its start.</summary>
    /// <param name="path">A file, or <c>-</c> for <paramref name="stdin"/>.</param>
    /// <param name="stdin">Where <c>-</c> reads from; may be null when the path is a file.</param>
    /// <returns>The decompressed bytes; disposing it closes the file.</returns>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Stream Open(string path, Stream? stdin)
    {
        var raw = path == "-"
            ? stdin ?? Stream.Null
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        return Decompressed(raw, path == "-" ? "standard input" : path, leaveOpen: path == "-");
    }

    /// <summary>Wraps a stream so that gzip and zstd come out as what they hold.</summary>
    /// <param name="raw">Any stream.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="leaveOpen">Whether the stream outlives what is returned, as standard input does.</param>
    public static Stream Decompressed(Stream raw, string name, bool leaveOpen = false)
    {
        var head = new byte[4];
        var length = 0;
        while (length < 4 && raw.Read(head, length, 4 - length) is var read and > 0)
            length += read;
        Stream whole = new PrefixedStream(head.AsMemory(0, length), raw, leaveOpen);
        if (IsGzip(head.AsSpan(0, length)))
        {
            var tail = new GzipTail(whole);
            return new CheckedStream(new GZipStream(tail, CompressionMode.Decompress), name, "gzip", tail);
        }

        if (IsZstd(head.AsSpan(0, length)))
            return new CheckedStream(new ZstdSharp.DecompressionStream(whole, leaveOpen: false), name, "zstd");
        return whole;
    }

    /// <summary>Whether what begins with these bytes is what <see cref="Decompressed"/> decompresses.</summary>
    /// <param name="start">The first four bytes, or all there are.</param>
    public static bool IsCompressed(ReadOnlySpan<byte> start) => IsGzip(start) || IsZstd(start);

    private static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);

    private static bool IsZstd(ReadOnlySpan<byte> start) => start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]);
}
