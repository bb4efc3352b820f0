using Pith.Text;

namespace Pith.Tools.Shells;

/// <summary>The first and the last bytes of an output of any length. Several threads may use it.</summary>
/// <param name="capacity">Bytes kept at most, half of them the first, half the last.</param>
internal sealed class HeadTail(int capacity)
{
    private readonly Lock gate = new();
    private readonly int half = capacity / 2;
    private byte[] head = new byte[Math.Min(4096, capacity / 2)];
    private byte[] ring = [];

    /// <summary>Bytes that came.</summary>
    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            while (!bytes.IsEmpty)
            {
                var room = Room(bytes.Length);
                var part = bytes[..Math.Min(bytes.Length, room.Length)];
                part.CopyTo(room);
                Length += part.Length;
                bytes = bytes[part.Length..];
            }
        }
    }

    /// <summary>What is left of the bytes from a position on; where some were lost, <paramref name="lost"/> says how many and at which place in the result.</summary>
    public byte[] Since(long position, out long lost, out int lostAt)
    {
        lock (gate)
        {
            var oldest = Math.Max(half, Length - half);
            var first = position < half ? head.AsSpan((int)position, (int)Math.Min(half, Length) - (int)position) : [];
            var from = Math.Max(position, oldest);
            lost = Math.Max(0, from - Math.Max(position, half));
            lostAt = first.Length;
            var result = new byte[first.Length + Math.Max(0, Length - from)];
            first.CopyTo(result);
            for (var at = from; at < Length;)
            {
                var start = (int)((at - half) % half);
                var part = ring.AsSpan(start, (int)Math.Min(half - start, Length - at));
                part.CopyTo(result.AsSpan(first.Length + (int)(at - from)));
                at += part.Length;
            }

            return result;
        }
    }

    /// <summary>The same as text: well-formed, and with a line where bytes are missing.</summary>
    public byte[] TextSince(long position)
    {
        var bytes = Since(position, out var lost, out var at);
        if (lost == 0)
            return Valid(bytes);
        var before = bytes.AsSpan(0, at)[..(bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1)];
        var behind = bytes.AsSpan(at)[(bytes.AsSpan(at).IndexOf((byte)'\n') + 1)..];
        lost += bytes.Length - before.Length - behind.Length;
        return [.. Valid(before), .. System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"[… {lost:N0} bytes left out here …]\n")), .. Valid(behind)];
    }

    private static byte[] Valid(ReadOnlySpan<byte> bytes)
    {
        var text = new byte[Utf8Text.RoomFor(bytes)];
        return text[..Utf8Text.CopyValid(bytes, text)];
    }

    // Where the next bytes go: the head grows as needed, the ring comes into being when the head is full.
    private Span<byte> Room(int wanted)
    {
        if (Length >= half)
        {
            if (ring.Length == 0)
                ring = new byte[half];
            return ring.AsSpan((int)((Length - half) % half));
        }

        if (Length + wanted > head.Length && head.Length < half)
            Array.Resize(ref head, (int)Math.Min(half, Math.Max(head.Length * 2L, Length + wanted)));
        return head.AsSpan((int)Length);
    }
}
