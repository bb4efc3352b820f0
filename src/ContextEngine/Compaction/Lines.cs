using System.IO.Hashing;
using Pith.Conversations;

namespace Pith.Compaction;

/// <summary>Lines as the need for them is judged: without number and margin, long enough to say something.</summary>
internal static class Lines
{
    private const int Shortest = 14;

    /// <summary>The line without a leading number and surrounding space; empty when it says nothing by itself.</summary>
    public static ReadOnlySpan<byte> Core(ReadOnlySpan<byte> line) => CoreOf(Excerpt.StripNumber(line, out _));

    /// <summary>The core of a line whose number was taken off.</summary>
    public static ReadOnlySpan<byte> CoreOf(ReadOnlySpan<byte> body)
    {
        var core = Trim(body);
        if (core.Length < Shortest)
            return [];
        foreach (var c in core)
            if ((uint)((c | 0x20) - 'a') < 26)
                return core;
        return [];
    }

    /// <summary>Without margins. By hand: the platform asks a set of bytes at each step.</summary>
    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        var (first, end) = (0, line.Length);
        while (first < end && line[first] is (byte)' ' or (byte)'\t' or (byte)'\r')
            first++;
        while (first < end && line[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
            end--;
        return line[first..end];
    }

    /// <summary>A hash of the core; 0 for lines that say nothing by themselves.</summary>
    public static ulong Key(ReadOnlySpan<byte> line) => KeyOf(Core(line));

    /// <summary>A hash of a core.</summary>
    public static ulong KeyOf(ReadOnlySpan<byte> core) => core.IsEmpty ? 0 : XxHash3.HashToUInt64(core);

    /// <summary>Adds the keys of every line of a text.</summary>
    public static void AddKeys(ReadOnlySpan<byte> text, HashSet<ulong> keys)
    {
        foreach (var range in text.Split((byte)'\n'))
            if (Key(text[range]) is var key and not 0)
                keys.Add(key);
    }
}
