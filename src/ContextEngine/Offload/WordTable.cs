namespace Pith.Offload;

/// <summary>
/// A set of words, ASCII letters in either case, each with a number. Looked up by the hash the scanner has computed
/// anyway: one probe, no text compared (64 bits; a clash would only misjudge the interest of a line).
/// </summary>
internal sealed class WordTable(int capacity)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    // Lower case of what words are made of, 0 for the rest: one look-up for both questions.
    private static readonly byte[] Folded = [.. Enumerable.Range(0, 256).Select(b => FoldedOf((byte)b))];

    private readonly ulong[] hashes = new ulong[capacity * 4];
    private readonly byte[] values = new byte[capacity * 4];

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

    private static byte FoldedOf(byte b) =>
        char.IsAsciiLetterUpper((char)b) ? (byte)(b | 0x20) : char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or >= 0x80 ? b : (byte)0;

    private int SlotOf(ulong hash)
    {
        var slot = (int)((hash ^ (hash >> 29)) % (uint)hashes.Length);
        while (hashes[slot] != 0 && hashes[slot] != hash)
            slot = (slot + 1) % hashes.Length;
        return slot;
    }
}
