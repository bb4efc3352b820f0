using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;

namespace Pith.Offload;

/// <summary>Numbers, groups and buffers the lines of a <see cref="Recall"/>.</summary>
internal sealed class RecallOutput(Stream destination, Regex? regex, int context) : IDisposable
{
    // Characters shown on each side of a match inside a very long line.
    private const int Surroundings = 200;

    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private readonly Queue<(long Line, byte[] Text)> before = new();
    private char[] characters = ArrayPool<char>.Shared.Rent(4096);
    private int filled;
    private long written;
    private long lastShown;
    private long lastMatch;
    private long after;

    public long Matches { get; private set; }

    /// <summary>Whether the lines carry their numbers already.</summary>
    public bool IsNumbered { get; set; }

    /// <summary>A line that is shown because of its number, whole or the next part of it.</summary>
    public void Copy(long line, ReadOnlySpan<byte> text, bool isRest, bool endsLine)
    {
        if (!isRest)
        {
            Matches++;
            Number(line, ':');
        }

        Append(text);
        if (endsLine)
            Append("\n"u8);
    }

    /// <summary>A whole line that is shown if it matches, or stands near one that does.</summary>
    public void Search(long line, ReadOnlySpan<byte> text)
    {
        var decoded = Decode(text.EndsWith("\r"u8) ? text[..^1] : text);
        if (regex!.IsMatch(decoded))
        {
            Count(line);
            Group(line - before.Count);
            while (before.TryDequeue(out var earlier))
                Whole(earlier.Line, earlier.Text, '-');
            if (text.Length > Recall.LongestShown)
                Windows(line, decoded);
            else
                Whole(line, text, ':');
            after = context;
        }
        else if (after > 0)
        {
            after--;
            Whole(line, Shortened(text), '-');
        }
        else if (context > 0)
        {
            if (before.Count == context)
                before.Dequeue();
            before.Enqueue((line, Shortened(text).ToArray()));
        }
    }

    /// <summary>A part of a line too long to be held: shown around its matches, without lines of context.</summary>
    public void SearchPart(long line, ReadOnlySpan<byte> text)
    {
        var decoded = Decode(text);
        if (!regex!.IsMatch(decoded))
            return;
        Count(line);
        before.Clear();
        Group(line);
        Windows(line, decoded);
    }

    public long Finish()
    {
        Flush();
        return written;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        ArrayPool<char>.Shared.Return(characters);
    }

    private static ReadOnlySpan<byte> Shortened(ReadOnlySpan<byte> text) => text[..Scalars.Floor(text, Recall.LongestShown)];

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> text)
    {
        if (characters.Length < text.Length)
        {
            ArrayPool<char>.Shared.Return(characters);
            characters = ArrayPool<char>.Shared.Rent(text.Length);
        }

        return characters.AsSpan(0, Encoding.UTF8.GetChars(text, characters));
    }

    private void Count(long line)
    {
        if (line != lastMatch)
            Matches++;
        lastMatch = line;
    }

    // A line that says that lines are missing here.
    private void Group(long first)
    {
        if (lastShown > 0 && first > lastShown + 1 && context > 0)
            Append("--\n"u8);
    }

    private void Whole(long line, ReadOnlySpan<byte> text, char mark)
    {
        Number(line, mark);
        Append(text);
        Append("\n"u8);
        lastShown = line;
    }

    // "12: … text around a match … text around the next …"
    private void Windows(long line, ReadOnlySpan<char> text)
    {
        Number(line, ':');
        var end = 0;
        foreach (var match in regex!.EnumerateMatches(text))
        {
            var from = Math.Max(end, match.Index - Surroundings);
            var to = Math.Min(text.Length, match.Index + Math.Min(match.Length, Recall.LongestShown) + Surroundings);
            if (to <= end)
                continue;
            if (from > 0 && from < text.Length && char.IsLowSurrogate(text[from]) && from > end)
                from--;
            if (to < text.Length && char.IsLowSurrogate(text[to]))
                to++;
            if (from > end)
                Append("… "u8);
            Append(text[from..to]);
            end = to;
        }

        Append(end < text.Length ? " …\n"u8 : "\n"u8);
        lastShown = line;
    }

    private void Number(long line, char mark)
    {
        if (IsNumbered)
            return;
        Span<byte> number = stackalloc byte[24];
        Utf8Formatter.TryFormat(line, number, out var length);
        number[length++] = (byte)mark;
        Append(number[..length]);
    }

    private void Append(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[768];
        while (!text.IsEmpty)
        {
            System.Text.Unicode.Utf8.FromUtf16(text, utf8, out var read, out var count);
            Append(utf8[..count]);
            text = text[read..];
        }
    }

    private void Append(ReadOnlySpan<byte> text)
    {
        written += text.Length;
        if (text.Length > buffer.Length - filled)
        {
            Flush();
            if (text.Length > buffer.Length)
            {
                destination.Write(text);
                return;
            }
        }

        text.CopyTo(buffer.AsSpan(filled));
        filled += text.Length;
    }

    private void Flush()
    {
        destination.Write(buffer, 0, filled);
        filled = 0;
    }
}
