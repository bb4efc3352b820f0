using System.IO.Hashing;
using Pith.Conversations;

namespace Pith.Compaction;

/// <summary>Lines as the need for them is judged: without number and margin, long enough to say something.</summary>
internal static class Lines
{
    private const int Shortest = 14;

    /// <summary>The line without a leading number and surrounding space; empty when it says nothing by itself.</summary>
    public static ReadOnlySpan<byte> Core(ReadOnlySpan<byte> line)
    {
        var core = Excerpt.StripNumber(line, out _).Trim(" \t\r"u8);
        if (core.Length < Shortest)
            return [];
        foreach (var c in core)
            if ((uint)((c | 0x20) - 'a') < 26)
                return core;
        return [];
    }

    /// <summary>A hash of the core; 0 for lines that say nothing by themselves.</summary>
    public static ulong Key(ReadOnlySpan<byte> line)
    {
        var core = Core(line);
        return core.IsEmpty ? 0 : XxHash3.HashToUInt64(core);
    }

    /// <summary>Adds the keys of every line of a text.</summary>
    public static void AddKeys(ReadOnlySpan<byte> text, HashSet<ulong> keys)
    {
        foreach (var range in text.Split((byte)'\n'))
            if (Key(text[range]) is var key and not 0)
                keys.Add(key);
    }
}
