using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pith.Tokens;

/// <summary>
/// Normalization form C (Unicode Standard Annex 15). The runtime's own is a silent no-operation without ICU, which a
/// binary of one file does not have.
/// </summary>
/// <remarks>
/// The data is that of Unicode 15.0 (canonical.txt, written by canonical.py); assigned characters never change theirs. It is
/// read on the first text that has a character from U+0300 on. A text is one that needs no work if all its characters are
/// starters that neither decompose nor join the one before; finding that out costs one look at each.
/// </remarks>
internal sealed class CanonicalText
{
    private const int HangulBase = 0xAC00, LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7, LCount = 19, VCount = 21, TCount = 28;

    private static readonly Lazy<CanonicalText> Shared = new(static () => new());

    private readonly Dictionary<int, (byte Class, int First, int Second)> characters = [];
    private readonly Dictionary<long, int> compositions = [];
    private readonly ulong[] watched = new ulong[0x110000 / 64]; // what may make a text differ from its normal form

    private unsafe CanonicalText()
    {
        var data = new ReadOnlySpan<byte>(EmbeddedBlock.Map("canonical.txt", out var length), length);
        Span<int> words = stackalloc int[4];
        foreach (var range in data.Split((byte)'\n'))
            if (data[range] is { IsEmpty: false } line)
                Add(line, words);
        for (var jamo = VBase; jamo < VBase + VCount; jamo++)
            Watch(jamo);
        for (var jamo = TBase + 1; jamo < TBase + TCount; jamo++)
            Watch(jamo);
    }

    /// <summary>Whether a valid text is its own normal form for certain; false means only that the work must be done.</summary>
    public static bool IsCertain(ReadOnlySpan<byte> utf8)
    {
        const byte LeadOf0300 = 0xCC;
        while (utf8.IndexOfAnyInRange(LeadOf0300, (byte)0xFF) is >= 0 and var at)
        {
            Rune.DecodeFromUtf8(utf8[at..], out var rune, out var width);
            if (Shared.Value.IsWatched(rune.Value))
                return false;
            utf8 = utf8[(at + width)..];
        }

        return true;
    }

    /// <summary>The normal form of a valid text.</summary>
    public static void Compose(ReadOnlySpan<byte> utf8, IBufferWriter<byte> destination) => Shared.Value.Write(utf8, destination);

    private void Write(ReadOnlySpan<byte> utf8, IBufferWriter<byte> destination)
    {
        var run = new List<(int CodePoint, byte Class)>(); // a starter and what may still change with it
        while (!utf8.IsEmpty)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var width);
            utf8 = utf8[width..];

            // A starter that joins nothing before it settles all that is before it.
            if (run.Count > 0 && !IsWatched(rune.Value))
            {
                Flush(run, destination);
                run.Clear();
            }

            Decompose(rune.Value, run);
        }

        Flush(run, destination);
    }

    private void Decompose(int codePoint, List<(int CodePoint, byte Class)> run)
    {
        if (codePoint is >= HangulBase and < HangulBase + LCount * VCount * TCount)
        {
            var index = codePoint - HangulBase;
            run.Add((LBase + index / (VCount * TCount), 0));
            run.Add((VBase + index % (VCount * TCount) / TCount, 0));
            if (index % TCount != 0)
                run.Add((TBase + index % TCount, 0));
        }
        else if (!characters.TryGetValue(codePoint, out var character))
        {
            run.Add((codePoint, 0));
        }
        else if (character.First < 0)
        {
            run.Add((codePoint, character.Class));
        }
        else
        {
            Decompose(character.First, run);
            if (character.Second >= 0)
                Decompose(character.Second, run);
        }
    }

    private void Flush(List<(int CodePoint, byte Class)> run, IBufferWriter<byte> destination)
    {
        Order(run);
        var kept = 0; // composed characters are kept in front
        var starter = -1;
        byte last = 0; // the class of the character kept last
        for (var i = 0; i < run.Count; i++)
        {
            var (codePoint, rank) = run[i];
            var isBlocked = starter < 0 || (kept - 1 > starter && last >= rank);
            if (!isBlocked && Pair(run[starter].CodePoint, codePoint) is >= 0 and var composed)
            {
                run[starter] = (composed, 0);
                continue;
            }

            if (rank == 0)
                starter = kept;
            last = rank;
            run[kept++] = (codePoint, rank);
        }

        for (var i = 0; i < kept; i++)
        {
            var rune = new Rune(run[i].CodePoint);
            destination.Advance(rune.EncodeToUtf8(destination.GetSpan(4)));
        }
    }

    /// <summary>Puts marks side by side in order of class; those of one class keep theirs.</summary>
    private static void Order(List<(int CodePoint, byte Class)> run)
    {
        for (var first = 0; first < run.Count; first++)
        {
            var end = first;
            var isOrdered = true;
            for (; end < run.Count && run[end].Class != 0; end++)
                isOrdered &= end == first || run[end - 1].Class <= run[end].Class;
            if (!isOrdered)
            {
                var ordered = run[first..end].OrderBy(static c => c.Class).ToList(); // stable, as Sort is not
                for (var i = first; i < end; i++)
                    run[i] = ordered[i - first];
            }

            first = end;
        }
    }

    private int Pair(int first, int second)
    {
        if (first is >= LBase and < LBase + LCount && second is >= VBase and < VBase + VCount)
            return HangulBase + ((first - LBase) * VCount + second - VBase) * TCount;
        if (first is >= HangulBase and < HangulBase + LCount * VCount * TCount && (first - HangulBase) % TCount == 0 && second is > TBase and < TBase + TCount)
            return first + second - TBase;
        return compositions.GetValueOrDefault((long)first << 32 | (uint)second, -1);
    }

    private void Add(ReadOnlySpan<byte> line, Span<int> words)
    {
        var count = 0;
        var isExcluded = false;
        foreach (var range in line.Split((byte)' '))
        {
            var word = line[range];
            isExcluded = word is [(byte)'x'];
            if (!isExcluded)
                words[count] = int.Parse(word, count == 1 ? NumberStyles.None : NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            count += isExcluded ? 0 : 1;
        }

        var (codePoint, rank) = (words[0], (byte)words[1]);
        characters.Add(codePoint, (rank, count > 2 ? words[2] : -1, count > 3 ? words[3] : -1));
        var composes = count == 4 && !isExcluded;
        if (composes)
        {
            compositions.Add((long)words[2] << 32 | (uint)words[3], codePoint);
            Watch(words[3]);
        }

        if (rank != 0 || (count > 2 && !composes))
            Watch(codePoint);
    }

    private void Watch(int codePoint) => watched[codePoint >> 6] |= 1UL << codePoint;

    private bool IsWatched(int codePoint) => (watched[codePoint >> 6] & 1UL << codePoint) != 0;
}
