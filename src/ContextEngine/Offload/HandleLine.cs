using System.Buffers;
using System.Buffers.Text;
using Pith.Store;

namespace Pith.Offload;

/// <summary>
/// The one line that stands in a context for what was left out, and ends every preview:
/// <c>[Read src/a.cs · 812 lines, 31204 bytes · pith recall pith:0123456789abcdef]</c>. It names what it stands for,
/// since that decides whether a model asks for it, and ends in the command that brings it back.
/// </summary>
public static class HandleLine
{
    /// <summary>Bytes it takes at most.</summary>
    public const int MaxBytes = 256;

    private const int LongestTool = 40;
    private const int LongestSubject = 80;

    /// <summary>Writes the line for <paramref name="hash"/>, without a line feed, at most <see cref="MaxBytes"/> bytes. Returns how many.</summary>
    /// <param name="hash">Where the whole is kept.</param>
    /// <param name="context">Tool, path and arguments name it; the rest is not looked at.</param>
    /// <param name="lines">Lines of the whole.</param>
    /// <param name="bytes">Bytes of the whole.</param>
    /// <param name="writer">Takes the line.</param>
    public static int Write(BlobHash hash, in PreviewContext context, long lines, long bytes, IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> line = stackalloc byte[MaxBytes];
        var length = Write(hash, in context, lines, bytes, line, described: true);
        writer.Write(line[..length]);
        return length;
    }

    /// <summary>Writes the longest form that fits; without room for the shortest, nothing.</summary>
    internal static int WriteWithin(int maxBytes, BlobHash hash, in PreviewContext context, long lines, long bytes, Span<byte> destination)
    {
        Span<byte> line = stackalloc byte[MaxBytes];
        var length = Write(hash, in context, lines, bytes, line, described: true);
        // A description may take half of a small preview; beyond that the text itself says more.
        if (length > Math.Max(maxBytes / 2, 120))
            length = Write(hash, in context, lines, bytes, line, described: false);
        if (length > maxBytes)
        {
            length = Handle.Length;
            "pith:"u8.CopyTo(line);
            hash.WriteHex(line.Slice(5, Handle.Digits));
        }

        if (length > maxBytes)
            return 0;
        line[..length].CopyTo(destination);
        return length;
    }

    private static int Write(BlobHash hash, in PreviewContext context, long lines, long bytes, Span<byte> line, bool described)
    {
        var at = 0;
        line[at++] = (byte)'[';
        if (described)
        {
            var tool = AppendName(line[at..], context.Tool, LongestTool);
            at += tool;
            if (tool > 0)
                line[at++] = (byte)' ';
            Span<byte> subject = stackalloc byte[CallSubject.MaxBytes];
            var named = AppendName(line[at..], context.Path.IsEmpty ? subject[..CallSubject.Read(context.Arguments, subject)] : context.Path, LongestSubject);
            at += named;
            if (named == 0 && tool > 0)
                at--;
            if (named + tool > 0)
                at += Append(line[at..], " · "u8);
        }

        at += Append(line[at..], lines);
        at += Append(line[at..], lines == 1 ? " line, "u8 : " lines, "u8);
        at += Append(line[at..], bytes);
        at += Append(line[at..], " bytes · pith recall pith:"u8);
        hash.WriteHex(line.Slice(at, Handle.Digits));
        at += Handle.Digits;
        line[at++] = (byte)']';
        return at;
    }

    // One line whatever the name holds; a long one keeps its start and says so.
    private static int AppendName(Span<byte> destination, ReadOnlySpan<byte> name, int max)
    {
        name = name.Trim(" \t\r\n"u8);
        var cut = name.Length > max;
        var length = Append(destination, cut ? name[..Scalars.Floor(name, max - 3)] : name);
        foreach (ref var b in destination[..length])
            if (b < 0x20)
                b = (byte)' ';
        return cut ? length + Append(destination[length..], "…"u8) : length;
    }

    private static int Append(Span<byte> destination, ReadOnlySpan<byte> text)
    {
        text.CopyTo(destination);
        return text.Length;
    }

    private static int Append(Span<byte> destination, long number)
    {
        Utf8Formatter.TryFormat(number, destination, out var written);
        return written;
    }
}
