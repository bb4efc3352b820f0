using System.Buffers.Binary;

namespace Pith.Store;

/// <summary>The members of a pack, sorted by hash: 48 bytes each, searched where they lie.</summary>
internal sealed class PackIndex
{
    private const int Entry = BlobHash.Size + 8 + 8;
    private readonly ReadOnlyMemory<byte> entries;

    /// <summary>Reads the payload of a <see cref="BlobSection.Members"/> section.</summary>
    public PackIndex(ReadOnlyMemory<byte> payload, long rawLength, string path)
    {
        if (payload.Length % Entry != 0)
            throw new DamagedBlobException(path, "has an index that contradicts itself");
        entries = payload;
        for (var i = 0; i < Count; i++)
            if (this[i] is var member && (member.Start < 0 || member.Length <= 0 || member.Start > rawLength - member.Length))
                throw new DamagedBlobException(path, "has an index that contradicts itself");
    }

    public int Count => entries.Length / Entry;

    public PackMember this[int i]
    {
        get
        {
            var entry = entries.Span.Slice(i * Entry, Entry);
            return new PackMember(
                new BlobHash(entry[..BlobHash.Size]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[BlobHash.Size..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[(BlobHash.Size + 8)..]));
        }
    }

    /// <summary>Lays out members as the payload of a section.</summary>
    public static byte[] Write(List<PackMember> members)
    {
        members.Sort(static (a, b) => a.Hash.CompareTo(b.Hash));
        var bytes = new byte[members.Count * Entry];
        for (var i = 0; i < members.Count; i++)
        {
            var entry = bytes.AsSpan(i * Entry, Entry);
            members[i].Hash.CopyTo(entry);
            BinaryPrimitives.WriteInt64LittleEndian(entry[BlobHash.Size..], members[i].Start);
            BinaryPrimitives.WriteInt64LittleEndian(entry[(BlobHash.Size + 8)..], members[i].Length);
        }

        return bytes;
    }

    public bool TryFind(BlobHash hash, out PackMember member)
    {
        Span<byte> digest = stackalloc byte[BlobHash.Size];
        hash.CopyTo(digest);
        var at = FirstNotBefore(digest);
        member = at < Count ? this[at] : default;
        return at < Count && member.Hash == hash;
    }

    /// <summary>The position of the first member whose hash does not sort before <paramref name="prefix"/>.</summary>
    public int FirstNotBefore(ReadOnlySpan<byte> prefix)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries.Span.Slice(middle * Entry, BlobHash.Size).SequenceCompareTo(prefix) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
