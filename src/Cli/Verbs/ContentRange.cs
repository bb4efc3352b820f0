using System.Buffers;
using Pith.Cli.Commands;
using Pith.Offload;
using Pith.Store;

namespace Pith.Cli.Verbs;

/// <summary>Which bytes of a content <c>--bytes</c> and <c>--lines</c> ask for; only the frames that hold them are read.</summary>
internal static class ContentRange
{
    /// <summary>The first byte, from 0, and the byte behind the last.</summary>
    public static (long Start, long End) Of(Invocation invocation, BlobStream content)
    {
        if (invocation.Has(Flags.Bytes) && invocation.Has(Flags.Lines))
            throw Failure.Usage("--bytes and --lines ask for two different parts; give one of them");
        if (invocation.Word(Flags.Bytes) is { } bytes)
        {
            var range = RangeOf(Flags.Bytes, bytes);
            return (Math.Min(range.First - 1, content.Length), Math.Min(range.Last, content.Length));
        }

        if (invocation.Word(Flags.Lines) is not { } lines)
            return (0, content.Length);
        var (first, last) = RangeOf(Flags.Lines, lines);
        content.SeekLine(first);
        var start = content.Position;
        if (last == long.MaxValue)
            return (start, content.Length);
        content.SeekLine(last + 1);
        return (start, content.Position);
    }

    /// <summary>Copies those bytes. Memory: one frame and 64 KB.</summary>
    public static void Copy(BlobStream content, long start, long end, Stream target)
    {
        content.Position = start;
        if (start == 0 && end == content.Length)
        {
            content.CopyTo(target); // all of it: the hash is checked too
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (var left = end - start; left > 0;)
            {
                var read = content.Read(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
                if (read == 0)
                    break;
                target.Write(buffer, 0, read);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static LineRange RangeOf(Flag flag, string text) =>
        LineRange.TryParse(text, out var range)
            ? range
            : throw Failure.Usage($"--{flag.Name} '{Failure.Shown(text)}' is not a range; write for example 10-20, 10- or -20, counting from 1");
}
