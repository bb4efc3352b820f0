using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Pith.Store;

/// <summary>
/// The frame around a record of a log: <c>{"q":SEQUENCE,"e":EPOCH,…,"c":"CRC-32C"}</c> on one line. The checksum is
/// over all bytes before <c>,"c":</c>, in eight lower-case hexadecimal digits, so every bit of a line is under it or
/// has only one value that is accepted.
/// </summary>
internal static class RecordFrame
{
    /// <summary>Bytes of the shortest record, with its line feed: as many as a lost one took, or fewer.</summary>
    public const int Shortest = 29;

    private const int TailLength = 16;
    private const int Deepest = 256;

    /// <summary>How every record begins.</summary>
    public static ReadOnlySpan<byte> Start => "{\"q\":"u8;

    private static ReadOnlySpan<byte> EpochStart => ",\"e\":"u8;

    private static ReadOnlySpan<byte> TailStart => ",\"c\":\""u8;

    /// <summary>Writes a JSON object as a record, with its line feed.</summary>
    /// <param name="body">One JSON object on one line, whose first and last byte are its braces.</param>
    /// <param name="sequence">Number of the record.</param>
    /// <param name="epoch">Number of the opening that writes it.</param>
    /// <param name="line">Takes the line, in place of what it held.</param>
    public static void Write(ReadOnlySpan<byte> body, long sequence, long epoch, ArrayBufferWriter<byte> line)
    {
        if (body.Length < 2 || body[0] != '{' || body[^1] != '}' || body.IndexOfAny((byte)'\n', (byte)'\r') >= 0)
            throw new ArgumentException("a record is one JSON object on one line", nameof(body));
        line.ResetWrittenCount();
        line.Write(Start);
        Write(sequence, line);
        line.Write(EpochStart);
        Write(epoch, line);
        line.Write(body.Length > 2 ? ","u8 : ""u8);
        line.Write(body[1..^1]);
        var crc = Crc32C.Of(line.WrittenSpan);
        line.Write(TailStart);
        Utf8Formatter.TryFormat(crc, line.GetSpan(8), out var digits, new StandardFormat('x', 8));
        line.Advance(digits);
        line.Write("\"}\n"u8);
    }

    /// <summary>Reads the frame of a line (without its line feed); false when anything of it is not as it was written.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out long sequence, out long epoch)
    {
        (sequence, epoch) = (0, 0);
        if (line.Length < Shortest - 1 || !line.StartsWith(Start))
            return false;
        var rest = line[Start.Length..];
        if (!Utf8Parser.TryParse(rest, out sequence, out var used) || !rest[used..].StartsWith(EpochStart)
            || !Utf8Parser.TryParse(rest[(used + EpochStart.Length)..], out epoch, out _))
            return false;
        var tail = line[^TailLength..];
        var digits = tail.Slice(TailStart.Length, 8);
        return tail.StartsWith(TailStart) && tail.EndsWith("\"}"u8) && !digits.ContainsAnyInRange((byte)'A', (byte)'F')
            && Utf8Parser.TryParse(digits, out uint crc, out used, 'x') && used == 8
            && Crc32C.Of(line[..^TailLength]) == crc;
    }

    /// <summary>
    /// Whether a record is a JSON object, no deeper than anyone reads. One whose checksum holds was written so; but who reads
    /// it shall not have to believe that of a file that somebody gave him.
    /// </summary>
    public static bool IsObject(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Deepest });
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Bytes of the record that stands here without a line feed, or with one byte in place of it; 0 when there is none.</summary>
    public static int WholeLength(ReadOnlySpan<byte> bytes) =>
        TryRead(bytes, out _, out _) ? bytes.Length
        : bytes.Length > 0 && TryRead(bytes[..^1], out _, out _) ? bytes.Length - 1
        : 0;

    private static void Write(long number, ArrayBufferWriter<byte> line)
    {
        Utf8Formatter.TryFormat(number, line.GetSpan(20), out var digits);
        line.Advance(digits);
    }
}
