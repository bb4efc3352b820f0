using System.Buffers;
using System.Globalization;

namespace Pith.Store;

/// <summary>
/// Finds what bytes of any kind may refer to: a run of sixteen or more hexadecimal digits, wherever it stands (in a
/// handle, a <c>sha256:</c>, a path or a JSON member), and after <c>pith:</c> eight or more. It finds more than there
/// is, never less: the digits of a commit keep nothing alive, as no blob has that name. About 1 GB/s, 64 KB of memory.
/// </summary>
internal static class ReferenceScanner
{
    /// <summary>Digits of a handle, and of the numbers that are reported.</summary>
    public const int Digits = 16;

    private const int Window = 64 * 1024;

    // A reference that the end of a window cuts is found whole in the next.
    private const int Overlap = 5 + Digits;

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Is told of each reference, some of them twice: its first digits, how many (at most sixteen), and the line, from 1.</summary>
    public delegate void Found(ulong prefix, int digits, long line);

    public static void Scan(Stream content, Found found)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Window + Overlap);
        try
        {
            int kept = 0, read;
            var line = 1L;
            do
            {
                read = content.ReadAtLeast(buffer.AsSpan(kept, Window), Window, throwOnEndOfStream: false);
                var window = buffer.AsSpan(0, kept + read);
                Handles(window, line, found);
                LongRuns(window, line, found);
                var next = Math.Min(Overlap, window.Length);
                line += window[..^next].Count((byte)'\n');
                window[^next..].CopyTo(buffer);
                kept = next;
            }
            while (read == Window);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Handles(ReadOnlySpan<byte> window, long line, Found found)
    {
        for (var at = 0; window[at..].IndexOf("pith:"u8) is >= 0 and var next; at += next + 5)
        {
            var digits = RunAt(window[(at + next + 5)..]);
            if (digits is >= BlobStore.MinimumPrefix and < Digits)
                Report(window, at + next + 5, digits, line, found);
        }
    }

    // Of sixteen digits one stands at every sixteenth byte: most bytes are never looked at.
    private static void LongRuns(ReadOnlySpan<byte> window, long line, Found found)
    {
        for (var at = Digits - 1; at < window.Length;)
        {
            if (!Hexadecimal.Contains(window[at]))
            {
                at += Digits;
                continue;
            }

            var start = window[..at].LastIndexOfAnyExcept(Hexadecimal) + 1;
            var length = RunAt(window[start..]);
            if (length >= Digits)
                Report(window, start, Digits, line, found);
            at = start + length + Digits;
        }
    }

    private static int RunAt(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOfAnyExcept(Hexadecimal) is >= 0 and var end ? end : bytes.Length;

    private static void Report(ReadOnlySpan<byte> window, int start, int digits, long line, Found found)
    {
        _ = ulong.TryParse(window.Slice(start, digits), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var prefix);
        found(prefix << (4 * (Digits - digits)), digits, line + window[..start].Count((byte)'\n'));
    }
}
