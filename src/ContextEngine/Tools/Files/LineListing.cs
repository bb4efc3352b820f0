using System.Buffers;
using System.Buffers.Text;
using System.Text.Unicode;
using Pith.Text;

namespace Pith.Tools.Files;

/// <summary>
/// Lines of a stream with their numbers in front, <c>12⇥text</c>: the form that previews and recall know. Memory is one
/// buffer and what is shown, whatever the length of the stream or of its lines; reading stops behind what was asked for.
/// </summary>
internal sealed class LineListing(Stream content, IBufferWriter<byte> output)
{
    /// <summary>Bytes of a line that are shown.</summary>
    public const int LongestLine = 2000;

    /// <summary>Bytes after which a listing ends, whatever was asked for.</summary>
    public const int MostBytes = 256 * 1024;

    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly byte[] line = new byte[LongestLine];
    private int start;
    private int end;
    private long written;

    /// <summary>The last line that was passed or shown.</summary>
    public long Line { get; private set; }

    /// <summary>Whether there is more behind the last line shown.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether a byte was shown as U+FFFD because it is no UTF-8.</summary>
    public bool HasForeignBytes { get; private set; }

    public void Write(long first, long count)
    {
        while (Line < first - 1 && Fill())
            Pass(first - 1 - Line);
        for (; count > 0 && written < MostBytes && Fill(); count--)
            Show();
        HasMore = Fill();
    }

    // False at the end of the stream.
    private bool Fill()
    {
        if (start < end)
            return true;
        start = 0;
        end = content.Read(buffer);
        return end > 0;
    }

    private void Pass(long lines)
    {
        var block = buffer.AsSpan(start, end - start);
        var count = block.Count((byte)'\n');
        if (count < lines)
        {
            Line += count;
            start = end;
            // A last line without a line feed is passed, too, but only the end of the stream tells.
            if (block[^1] != '\n' && !Fill())
                Line++;
            return;
        }

        for (; lines > 0; lines--, Line++)
            start += buffer.AsSpan(start, end - start).IndexOf((byte)'\n') + 1;
    }

    private void Show()
    {
        Line++;
        var kept = 0;
        long length = 0;
        while (Fill())
        {
            var rest = buffer.AsSpan(start, end - start);
            var feed = rest.IndexOf((byte)'\n');
            var part = feed < 0 ? rest : rest[..feed];
            var room = part[..Math.Min(part.Length, LongestLine - kept)];
            room.CopyTo(line.AsSpan(kept));
            kept += room.Length;
            length += part.Length;
            start += feed < 0 ? part.Length : feed + 1;
            if (feed >= 0)
                break;
        }

        if (length <= LongestLine && kept > 0 && line[kept - 1] == '\r')
            kept--;
        Put(line.AsSpan(0, length > LongestLine ? kept - Utf8Text.OpenTail(line.AsSpan(0, kept)) : kept), length);
    }

    private void Put(ReadOnlySpan<byte> text, long length)
    {
        var room = output.GetSpan(24);
        Utf8Formatter.TryFormat(Line, room, out var digits);
        room[digits] = (byte)'\t';
        output.Advance(digits + 1);
        HasForeignBytes |= !Utf8.IsValid(text);
        var copied = Utf8Text.CopyValid(text, output.GetSpan(Utf8Text.RoomFor(text)));
        output.Advance(copied);
        if (length > LongestLine)
            output.Write(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($" [… {length - text.Length:N0} more bytes in this line]")));
        output.Write("\n"u8);
        written += digits + copied + 2;
    }
}
