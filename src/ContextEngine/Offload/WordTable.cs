namespace Pith.Offload;

/// <summary>
/// A set of words, ASCII letters in either case, each with a number. Looked up by the hash the scanner has computed
/// anyway: one probe, no text compared (64 bits; a clash would only misjudge the interest of a line).
/// </summary>
/// <param name="capacity">How many words it takes; a power of two.</param>
internal sealed class WordTable(int capacity)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private readonly ulong[] hashes = new ulong[capacity * 4];
    private readonly byte[] values = new byte[capacity * 4];

    /// <summary>Lower case of what words are made of, 0 for the rest: one look-up for both questions.</summary>
    private static ReadOnlySpan<byte> Folded =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 0, 0, 0, 0, 0, 0, // 0 to 9
        0, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 0, 0, 0, 0, 95, // A to Z, _
        0, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 0, 0, 0, 0, 0, // a to z
        128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159,
        160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191,
        192, 193, 194, 195, 196, 197, 198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223,
        224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255,
    ];

    public int Count { get; private set; }

    public static ulong Seed => Offset;

    /// <summary>A letter, a digit, an underscore, or part of any character outside ASCII.</summary>
    public static bool IsWordByte(byte b) => Folded[b] != 0;

    public static ulong Next(ulong hash, byte b) => (hash ^ Folded[b]) * Prime;

    public static ulong HashOf(ReadOnlySpan<byte> word)
    {
        var hash = Offset;
        foreach (var b in word)
            hash = Next(hash, b);
        return hash;
    }

    public void Clear()
    {
        Array.Clear(hashes);
        Count = 0;
    }

    /// <summary>Adds a word under a value above 0 unless it is there; returns false when it was, or when the table is full.</summary>
    public bool TryAdd(ulong hash, byte value)
    {
        var slot = SlotOf(hash);
        if (hashes[slot] == hash || Count == capacity)
            return false;
        hashes[slot] = hash;
        values[slot] = value;
        Count++;
        return true;
    }

    /// <summary>The word's value, or 0.</summary>
    public byte Find(ulong hash)
    {
        var slot = SlotOf(hash);
        return hashes[slot] == hash ? values[slot] : (byte)0;
    }

    private int SlotOf(ulong hash)
    {
        var (hashes, slot) = (this.hashes, hash ^ (hash >> 29));
        while (hashes[(int)slot & hashes.Length - 1] is not 0 and var taken && taken != hash)
            slot++;
        return (int)slot & hashes.Length - 1;
    }
}
