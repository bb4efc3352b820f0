using System.Buffers;
using System.Text;

namespace Pith.Bench.Exact;

/// <summary>Texts whose pieces end at, just before and just behind the widths that a vectorised splitter works in.</summary>
internal static class BlockEdges
{
    private static readonly int[] Lengths = [7, 8, 9, 14, 15, 16, 17, 18, 31, 32, 33, 63, 64, 65, 127, 128, 129, 191, 192, 193];

    /// <summary>Pieces of exactly such a length.</summary>
    public static void Exact(Dice dice, ArrayBufferWriter<byte> text)
    {
        for (var pieces = dice.Between(1, 3); pieces > 0; pieces--)
        {
            var until = text.WrittenCount + dice.Of<int>(Lengths);
            if (dice.Once(2))
                GeneratedText.Add(text, " ");
            Fill(dice, text, until, dice.Once(2) ? Alphabet.Lower : dice.Of<Rune[]>(Alphabet.Classes));
        }
    }

    /// <summary>Words up to the edge of a block, then another class on the other side, with whatever can look across it.</summary>
    public static void Meeting(Dice dice, ArrayBufferWriter<byte> text)
    {
        var start = text.WrittenCount;
        for (var blocks = dice.Between(1, 4); blocks > 0; blocks--)
        {
            var edge = start + (text.WrittenCount - start + 64) / 64 * 64 + dice.Between(-3, 3);
            while (text.WrittenCount < edge - 12)
            {
                Fill(dice, text, text.WrittenCount + dice.Between(1, 9), dice.Once(4) ? dice.Of<Rune[]>(Alphabet.Classes) : Alphabet.Lower);
                GeneratedText.Add(text, dice.Of<string>([" ", " ", " ", "\n", ".", "_", "  ", ""]));
            }

            Fill(dice, text, edge, dice.Of<Rune[]>(Alphabet.Classes));
            GeneratedText.Add(text, dice.Of<string>(["", "", "'s", "'ll", "'", " ", "\n", "\r\n", "/", "1", "A", "a", "\u0301", "ſ", "\u3000"]));
            GeneratedText.Mixed(dice, text, dice.Between(1, 4));
        }
    }

    /// <summary>Adds characters up to a length; what a wide character would overshoot is filled with the letter x.</summary>
    private static void Fill(Dice dice, ArrayBufferWriter<byte> text, int until, Rune[] alphabet)
    {
        while (text.WrittenCount < until)
        {
            var rune = dice.Of<Rune>(alphabet);
            GeneratedText.Add(text, text.WrittenCount + rune.Utf8SequenceLength <= until ? rune : new Rune('x'));
        }
    }
}
