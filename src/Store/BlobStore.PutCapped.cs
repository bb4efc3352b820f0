using System.Text;

namespace Pith.Store;

public sealed partial class BlobStore
{
    /// <summary>Smallest cap that <see cref="PutCapped"/> takes.</summary>
    public const long SmallestCap = 1024;

    // How far a cut looks for the end of a line.
    private const int CutReach = 64 * 1024;

    /// <summary>
    /// Stores a stream of any length, but of one longer than <paramref name="cap"/> only its head and its tail, half the
    /// cap each, cut at lines, with a line between them that says how many bytes are missing. Memory: half a megabyte;
    /// disk: at most half the cap besides what is stored.
    /// </summary>
    public CappedBlob PutCapped(Stream content, long cap)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentOutOfRangeException.ThrowIfLessThan(cap, SmallestCap);
        var head = cap / 2;
        using var spool = NewSpool();
        while (spool.RawLength < head)
        {
            var room = spool.Free[..(int)Math.Min(spool.Free.Length, head - spool.RawLength)];
            var read = content.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
            if (read == room.Length && spool.RawLength + read == head)
                return PutTail(spool, content, cap - head, room[HeadCut(room)..].ToArray(), HeadCut(room));
            spool.Advance(read);
            if (read < room.Length)
                break;
            RequireRoom(0);
        }

        var length = spool.RawLength;
        return new CappedBlob(Settle(spool), length, 0);
    }

    private CappedBlob PutTail(BlobSpool spool, Stream content, long capacity, byte[] behindCut, int cut)
    {
        spool.Advance(cut);
        var length = spool.RawLength + behindCut.Length;
        // What the cut gave up of the head has room in the tail, so that a stream of exactly the cap stays whole.
        using var ring = new TailRing(disk, layout.Spools, capacity + behindCut.Length);
        ring.Append(behindCut);
        var buffer = new byte[CutReach];
        while (content.Read(buffer) is > 0 and var read)
        {
            ring.Append(buffer.AsSpan(0, read));
            length += read;
        }

        var skip = 0;
        if (ring.Lost > 0)
        {
            skip = TailCut(buffer.AsSpan(0, ring.Peek(buffer)));
            spool.Append(Encoding.UTF8.GetBytes(FormattableString.Invariant($"\n[pith: {ring.Lost + skip:N0} bytes left out here]\n")));
        }

        ring.CopyTo(spool, skip);
        return new CappedBlob(Settle(spool), length, ring.Lost + skip);
    }

    // Behind the last newline within reach, else before a character that the end would cut.
    private static int HeadCut(ReadOnlySpan<byte> head)
    {
        var reach = head[Math.Max(0, head.Length - CutReach)..];
        if (reach.LastIndexOf((byte)'\n') is >= 0 and var feed)
            return head.Length - reach.Length + feed + 1;
        var cut = head.Length;
        while (cut > Math.Max(0, head.Length - 3) && (head[cut - 1] & 0xC0) == 0x80)
            cut--;
        return cut > 0 && head[cut - 1] >= 0xC0 ? cut - 1 : head.Length;
    }

    // Behind the first newline within reach, else at the first byte that starts a character.
    private static int TailCut(ReadOnlySpan<byte> tail)
    {
        if (tail.IndexOf((byte)'\n') is >= 0 and var feed && feed + 1 < tail.Length)
            return feed + 1;
        var cut = 0;
        while (cut < Math.Min(3, tail.Length) && (tail[cut] & 0xC0) == 0x80)
            cut++;
        return cut;
    }
}
