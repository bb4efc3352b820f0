using FsCheck;
using FsCheck.Fluent;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

/// <summary>The starts that block arithmetic finds are those of the state machine: all of them up to the last it is sure of.</summary>
public sealed class BlockSplitTests
{
    /// <summary>One of each kind of character that the patterns tell apart, and two that make contractions.</summary>
    private static readonly byte[] Alphabet = [.. "aB1 \t\n/.'sre"u8, 0xC3];

    [Fact]
    public void EveryShortTextIsSplitAsTheStateMachineDoes()
    {
        // At the start of a block, and across its end.
        foreach (var offset in new[] { 0, TextBlock.Length - 3 })
        {
            var text = new byte[TextBlock.Reach * 3];
            text.AsSpan().Fill((byte)'x');
            var digits = new int[5];
            do
            {
                for (var i = 0; i < digits.Length; i++)
                    text[offset + (2 * i)] = text[offset + (2 * i) + 1] = (byte)'x';
                var at = offset;
                foreach (var digit in digits)
                {
                    text[at++] = Alphabet[digit];
                    if (Alphabet[digit] == 0xC3)
                        text[at++] = 0xA9;
                }

                Check(text, 0);
            }
            while (Next(digits));
        }

        static bool Next(int[] digits)
        {
            for (var i = 0; i < digits.Length; digits[i++] = 0)
                if (++digits[i] < Alphabet.Length)
                    return true;
            return false;
        }
    }

    [Fact]
    public void RandomTextsAreSplitAsTheStateMachineDoes() =>
        Prop.ForAll(TokenText.Valid, TokenText.Giants, (text, giants) => CheckAll([.. text, .. giants, .. text]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public unsafe void ABlockOfProseIsSettledAtOnce()
    {
        fixed (byte* p = "The state machine takes one piece at a time, which \"costs\" more than 64 bytes at once; don't it?\n\tx += 12345;"u8)
            Assert.Equal(15UL, ulong.PopCount(BlockSplit.Starts<O200kGrammar, TextBlock128>(p)));
    }

    private static unsafe bool CheckAll(byte[] text)
    {
        fixed (byte* first = text)
            for (var at = 0; at + TextBlock.Reach <= text.Length;)
            {
                Check(text, at);
                at = (int)(O200kGrammar.Next(first + at, first + text.Length, CharacterClasses.Unicode) - first);
            }

        return true;
    }

    private static void Check(byte[] text, int at)
    {
        Check<O200kGrammar, TextBlock128>(text, at);
        Check<Cl100kGrammar, TextBlock128>(text, at);
        if (TextBlock256.IsSupported)
        {
            Check<O200kGrammar, TextBlock256>(text, at);
            Check<Cl100kGrammar, TextBlock256>(text, at);
        }

        if (TextBlock512.IsSupported)
        {
            Check<O200kGrammar, TextBlock512>(text, at);
            Check<Cl100kGrammar, TextBlock512>(text, at);
        }
    }

    private static unsafe void Check<TGrammar, TBlock>(byte[] text, int at)
        where TGrammar : struct, IGrammar
        where TBlock : struct, ITextBlock<TBlock>
    {
        fixed (byte* first = text)
        {
            var p = first + at;
            var starts = BlockSplit.Starts<TGrammar, TBlock>(p);
            if (starts == 0)
                return;
            var expected = 0UL;
            for (var q = p; (q = TGrammar.Next(q, first + text.Length, CharacterClasses.Unicode)) < p + TextBlock.Length;)
                expected |= 1UL << (int)(q - p);
            var known = ulong.MaxValue >> (int)ulong.LeadingZeroCount(starts);
            if (starts != (expected & known))
                Assert.Fail($"{typeof(TGrammar).Name}, {typeof(TBlock).Name}: {starts:b} and not {expected & known:b} for {System.Text.Encoding.Latin1.GetString(text, at, TextBlock.Length)}");
        }
    }
}
