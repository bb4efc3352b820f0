using System.Text;
using Microsoft.Win32.SafeHandles;
using Pith.Tools.Files;

namespace Pith.Tools.Searches;

/// <summary>Counts the matching lines of one file after another, in one buffer. For one thread.</summary>
internal sealed class FileScanner(LinePattern pattern, bool acrossLines)
{
    /// <summary>Longer files are searched up to here where they must be held whole.</summary>
    public const int LongestWhole = 64 << 20;

    // A line longer than this is searched in pieces.
    private const int LongestLine = 8 << 20;

    private byte[] buffer = new byte[256 * 1024];

    public LinePattern Pattern => pattern;

    /// <summary>How many lines match, at most <paramref name="most"/>. What is no text has none, nor has what cannot be read.</summary>
    public long Count(string path, long most)
    {
        using var file = RawFile.TryOpen(path);
        if (file is null)
            return 0;
        if (acrossLines)
            return CountIn(ReadWhole(file), most);
        long count = 0, read = 0;
        for (var filled = 0; ;)
        {
            var fresh = RawFile.Read(file, buffer.AsSpan(filled), read);
            var isFirst = read == 0;
            read += fresh;
            if (isFirst && FileForm.Of(buffer.AsSpan(0, fresh)) is { Encoding: not null })
                return CountIn(Decode(buffer.AsSpan(0, fresh), file), most);
            if (buffer.AsSpan(filled, fresh).Contains((byte)0))
                return count;
            var end = filled + fresh;
            var isLast = end < buffer.Length;
            var whole = isLast ? end : buffer.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
            if (whole == 0 && buffer.Length < LongestLine)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
                filled = end;
                continue;
            }

            whole = whole == 0 ? end : whole;
            count += CountIn(buffer.AsSpan(0, whole), most - count);
            if (isLast || count >= most)
                return count;
            filled = end - whole;
            buffer.AsSpan(whole, filled).CopyTo(buffer);
        }
    }

    /// <summary>A file's text as UTF-8, up to <see cref="LongestWhole"/>; empty when it is none.</summary>
    public byte[] ReadText(string path)
    {
        using var file = RawFile.TryOpen(path);
        return file is null ? [] : ReadWhole(file).ToArray();
    }

    private long CountIn(ReadOnlySpan<byte> text, long most)
    {
        long count = 0;
        pattern.Begin();
        for (var from = 0; count < most && Find(text, from, out var match); from = match.End + 1)
            count++;
        return count;
    }

    private bool Find(ReadOnlySpan<byte> text, int from, out LineMatch match)
    {
        match = default;
        return from < text.Length && (acrossLines ? pattern.TryFindAcross(text, from, out match) : pattern.TryFind(text, from, out match));
    }

    private ReadOnlySpan<byte> ReadWhole(SafeFileHandle file)
    {
        var filled = 0;
        while (RawFile.Read(file, buffer.AsSpan(filled), filled) is > 0 and var fresh)
        {
            filled += fresh;
            if (filled < buffer.Length || buffer.Length >= LongestWhole)
                break;
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var text = buffer.AsSpan(0, filled);
        if (FileForm.Of(text) is { Encoding: not null })
            return Decode(text, file);
        return text.Contains((byte)0) ? [] : text;
    }

    private static byte[] Decode(ReadOnlySpan<byte> start, SafeFileHandle file)
    {
        var form = FileForm.Of(start);
        var bytes = new List<byte>();
        bytes.AddRange(start[form.Mark..]);
        var more = new byte[64 * 1024];
        while (bytes.Count < LongestWhole && RawFile.Read(file, more, bytes.Count + form.Mark) is > 0 and var read)
            bytes.AddRange(more.AsSpan(0, read));
        try
        {
            return Encoding.UTF8.GetBytes(form.Encoding!.GetString([.. bytes]));
        }
        catch (DecoderFallbackException)
        {
            return [];
        }
    }
}
