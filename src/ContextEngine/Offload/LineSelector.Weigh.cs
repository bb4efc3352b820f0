using System.Numerics;

namespace Pith.Offload;

public sealed partial class LineSelector
{
    private const int HeadLines = 8;
    private const int TailLines = 12;

    // One place for every weight. A file's text talks about errors without having any, so there declarations lead.
    private static int WeightOf(UnitKind kind, int indent, bool isFile, bool isOutput) => kind switch
    {
        UnitKind.Exit => isOutput ? 100 : 4,
        UnitKind.Error => isFile ? 6 : 60,
        UnitKind.Summary => isFile ? 2 : 50,
        UnitKind.Warning => isFile ? 3 : 25,
        UnitKind.Declaration => (isFile ? 34 : 18) - Math.Min(indent, 16),
        UnitKind.Heading => 20,
        _ => 0,
    };

    private void Weigh(ReadOnlySpan<byte> content, bool isError, bool isOutput)
    {
        shapes.Clear();
        var spread = BitOperations.Log2((uint)Math.Max(count, 2)) + 1;
        var group = ReadOnlySpan<byte>.Empty;
        for (var i = 0; i < count; i++)
        {
            ref var unit = ref units[i];
            if (unit.Kind == UnitKind.Blank)
                continue;
            var text = content[unit.Start..unit.End];
            var weight = (WeightOf(unit.Kind, unit.Indent, isFile, isOutput) * Rarity(unit.Kind) / 100) + TermWeight(unit.Terms, spread);
            // The first of a search's lines in each file stands for that file.
            var prefix = PathPrefix(text);
            if (!prefix.IsEmpty && !prefix.SequenceEqual(group))
            {
                unit.Kind = unit.Kind == UnitKind.Plain ? UnitKind.Heading : unit.Kind;
                weight = Math.Max(weight, 47);
            }

            group = prefix;
            if (weight > 0 && !isFile && unit.Kind != UnitKind.Heading)
                weight /= 1 + Repeats(text);
            unit.Weight = Math.Max(weight, EdgeWeight(i, isError));
        }
    }

    // In percent: a log that says "error" in every line says it of none.
    private int Rarity(UnitKind kind) => isFile ? 100 : Math.Min(100, 25 * count / kindCounts[(int)kind]);

    // A word that stands in every line tells nothing; one that stands in few leads to them.
    private int TermWeight(ulong terms, int spread)
    {
        int best = 0, sum = 0;
        for (; terms != 0; terms &= terms - 1)
        {
            var term = BitOperations.TrailingZeroCount(terms);
            var lines = termCounts[term];
            if (lines > Math.Max(count / 4, 3))
                continue;
            var weight = interests.StrengthOf(term) * (spread - BitOperations.Log2((uint)lines)) / spread;
            best = Math.Max(best, weight);
            sum += weight;
        }

        return Math.Min(best + ((sum - best) / 4), 75);
    }

    private int EdgeWeight(int index, bool isError)
    {
        var fromEnd = count - 1 - index;
        // Two lines at the top and three at the end of an output are kept whatever else there is: they say what it is.
        if (!isFile && (index < 2 || fromEnd < 3))
            return 90;
        var head = index < HeadLines ? 46 - (3 * index) : 0;
        var tail = isFile ? (fromEnd < 2 ? 12 : 0) : fromEnd < TailLines ? (isError ? 56 : 48) - (2 * fromEnd) : 0;
        return Math.Max(head, tail);
    }

    // How often a line of this shape came before, numbers aside: the hundredth equal warning is no news.
    private int Repeats(ReadOnlySpan<byte> text)
    {
        var hash = WordTable.Seed;
        foreach (var b in text)
            if (b is < (byte)'0' or > (byte)'9' and not (byte)' ')
                hash = WordTable.Next(hash, b);
        ref var seen = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(shapes, hash, out _);
        return Math.Min(seen++, 100);
    }

    // "src/a.cs" of "src/a.cs:12: text", as searches print; empty for anything else.
    private static ReadOnlySpan<byte> PathPrefix(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        return colon is > 1 and < 200 && colon + 1 < text.Length && char.IsAsciiDigit((char)text[colon + 1]) && text[..colon].IndexOfAny(" \t\""u8) < 0
            ? text[..colon]
            : [];
    }
}
