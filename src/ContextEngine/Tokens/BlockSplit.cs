using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pith.Tokens;

/// <summary>
/// Where pieces start in a block of ASCII, for the published patterns, as arithmetic on one bit per byte: no loop over
/// the characters and no branch on what they are.
/// </summary>
/// <remarks>
/// A block begins where a piece begins, so nothing need be known of what stands before. An answer only has starts that
/// no byte behind the block, and no character that is not ASCII, can change; where there is none, the grammar's own
/// <see cref="IGrammar.Next"/> takes one piece. That state machine is also the oracle of this file.
/// </remarks>
internal static unsafe class BlockSplit
{
    /// <summary>The starts of pieces behind the first byte of a block; zero when none is certain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Starts<TGrammar, TBlock>(byte* p)
        where TGrammar : struct, IGrammar
        where TBlock : struct, ITextBlock<TBlock>
    {
        var block = TBlock.Load(p);
        var wide = block.Wide();
        var lower = block.InRange((byte)'a', (byte)'z');
        var upper = block.InRange((byte)'A', (byte)'Z');
        var digits = block.InRange((byte)'0', (byte)'9');
        var blanks = block.Is((byte)' ');
        var lineEnds = block.Is((byte)'\n') | block.Is((byte)'\r');
        var white = block.InRange(9, 13) | blanks;
        var spaces = white & ~lineEnds;
        var letters = lower | upper;
        var others = ~(letters | digits | white | wide);

        // White space leads a word; so does another character that stands alone and was not itself led by a blank.
        var alone = others & ~((others | blanks) << 1);
        var starts = (letters & ~((letters | spaces | alone) << 1))
            | (others & ~((others | blanks) << 1))
            | (spaces & ~(white >> 1)); // the last one of a run stands apart, whether it leads something or not
        if (TGrammar.SplitsCase)
            starts |= upper & (lower << 1);
        starts |= DigitStarts<TGrammar>(digits);

        // Line ends right behind other characters belong to those; what white space follows them starts anew. In any
        // other run of white space a piece starts at its first character, and one behind its last line end.
        var trailing = lineEnds & (others << 1);
        var taken = lineEnds & ~(lineEnds + trailing);
        starts |= (white & ~(white << 1) & ~trailing) | (spaces & (taken << 1)) | LineStarts(spaces, lineEnds);

        // What is certain: up to the first character that is not ASCII, and of white space whose end is not in sight only
        // its start. A slash behind line ends behind other characters is theirs as well.
        var certain = ~wide & (wide - 1);
        if (TGrammar.TakesSlashes && (block.Is((byte)'/') & (taken << 1)) is not 0 and var slashes)
            certain &= ~slashes & (slashes - 1);
        var apostrophes = block.Is((byte)'\'') & (((letters | wide) >> 1) | 1UL << 63);
        apostrophes &= TGrammar.ContractionsJoin ? letters << 1 : alone;
        if ((apostrophes & certain) != 0)
            starts = WithContractions<TGrammar>(p, starts, apostrophes & certain);
        var known = ~white & certain;
        if (known == 0)
            return 0;
        return starts & certain & (((2UL << BitOperations.Log2(known)) << 1) - 2);
    }

    /// <summary>A piece starts at the first of a run of digits and behind every third.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DigitStarts<TGrammar>(ulong digits)
        where TGrammar : struct, IGrammar
    {
        if (TGrammar.DigitsPerPiece == 1)
            return digits;
        var starts = digits & ~(digits << 1);
        var fourth = digits & (digits << 1) & (digits << 2) & (digits << 3);
        if (fourth != 0)
            for (var next = (starts << 3) & fourth; next != 0; next = (next << 3) & fourth)
                starts |= next;
        return starts;
    }

    /// <summary>The white space behind a line end that no other line end follows in the same run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LineStarts(ulong spaces, ulong lineEnds)
    {
        var starts = spaces & (lineEnds << 1);

        // The carry of an addition runs through each of these runs and comes out behind it.
        var blank = (spaces + starts) & ~spaces & lineEnds;
        return blank == 0 ? starts : WithoutBlankLines(starts, blank);
    }

    private static ulong WithoutBlankLines(ulong starts, ulong lineEnds)
    {
        for (; lineEnds != 0; lineEnds &= lineEnds - 1)
        {
            var before = starts & ((lineEnds & (~lineEnds + 1)) - 1);
            starts &= ~(1UL << BitOperations.Log2(before));
        }

        return starts;
    }

    private static ulong WithContractions<TGrammar>(byte* p, ulong starts, ulong apostrophes)
        where TGrammar : struct, IGrammar
    {
        var end = 0;
        for (; apostrophes != 0; apostrophes &= apostrophes - 1)
        {
            var at = BitOperations.TrailingZeroCount(apostrophes);
            if (TGrammar.ContractionsJoin && at == end)
                continue; // a word takes one
            var length = Runs.ContractionLength(p + at, p + at + 3);
            if (length == 0)
                continue;
            end = at + length;
            var inside = ((1UL << length) - 1) << at;
            starts &= ~(TGrammar.ContractionsJoin ? inside : inside & (inside << 1));
            if (end < TextBlock.Length)
                starts |= 1UL << end;
        }

        return starts;
    }
}
