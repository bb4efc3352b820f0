using System.Buffers;
using System.Text;

namespace Pith.Bench.Exact;

/// <summary>The shapes that text of agents is full of, each at the edge of a rule of the split patterns.</summary>
internal static class Shapes
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d", "'S", "'T", "'RE", "'rE", "'Ve", "'M", "'LL", "'lL", "'D", "'ſ", "'", "’s", "''s", "'st", "'l", "'r", "'v", "'K"];

    public static void Contraction(Dice dice, ArrayBufferWriter<byte> text)
    {
        for (var words = dice.Between(1, 5); words > 0; words--)
        {
            if (dice.Once(2))
                GeneratedText.Add(text, dice.Once(2) ? " " : "!");
            var alphabet = dice.Once(6) ? dice.Of<Rune[]>(Alphabet.Classes) : dice.Once(3) ? Alphabet.Upper : Alphabet.Lower;
            GeneratedText.Repeat(dice.Between(0, 6), () => GeneratedText.Add(text, dice.Of<Rune>(alphabet)));
            GeneratedText.Repeat(dice.Between(1, 2), () => GeneratedText.Add(text, dice.Of<string>(Contractions)));
            if (dice.Once(3))
                GeneratedText.Add(text, dice.Of<Rune>(Alphabet.Lower));
        }
    }

    public static void Digits(Dice dice, ArrayBufferWriter<byte> text)
    {
        for (var runs = dice.Between(1, 5); runs > 0; runs--)
        {
            var alphabet = dice.Once(5) ? Alphabet.Classes[dice.Between(10, 11)] : Alphabet.Digit;
            GeneratedText.Repeat(dice.Once(12) ? dice.Between(30, 140) : dice.Between(1, 9), () => GeneratedText.Add(text, dice.Of<Rune>(alphabet)));
            GeneratedText.Add(text, dice.Of<string>([".", ",", ":", "-", "_", " ", "\n", "e", "x", "%", "", "/", "\t", "'s"]));
        }
    }

    public static void WhiteSpace(Dice dice, ArrayBufferWriter<byte> text)
    {
        for (var runs = dice.Between(1, 5); runs > 0; runs--)
        {
            var only = dice.Of<string>([" ", "\n", "\r\n", "\t", "\u00A0", "\u3000", "\u0085", "\r", " \n", "\u2028"]);
            var mixed = dice.Once(2);
            GeneratedText.Repeat(dice.Once(10) ? dice.Between(20, 140) : dice.Between(1, 8), () =>
            {
                if (mixed)
                    GeneratedText.Add(text, dice.Of<Rune>(Alphabet.White));
                else
                    GeneratedText.Add(text, only);
            });
            GeneratedText.Repeat(dice.Between(0, 3), () => GeneratedText.Mixed(dice, text, 1));
        }
    }

    /// <summary>One piece of up to a kilobyte: of one character, of two in turn, or of one class.</summary>
    public static void LongRun(Dice dice, ArrayBufferWriter<byte> text)
    {
        var alphabet = dice.Of<Rune[]>([.. Alphabet.Classes, Alphabet.Cjk, Alphabet.Word]);
        Rune a = dice.Of<Rune>(alphabet), b = dice.Of<Rune>(alphabet);
        var length = dice.Once(20) ? dice.Between(256, 1100) : dice.Between(12, 140);
        switch (dice.Next(3))
        {
            case 0: GeneratedText.Repeat(length, () => GeneratedText.Add(text, a)); break;
            case 1: GeneratedText.Repeat(length / 2, () => { GeneratedText.Add(text, a); GeneratedText.Add(text, b); }); break;
            default: GeneratedText.Repeat(length, () => GeneratedText.Add(text, dice.Of<Rune>(alphabet))); break;
        }
    }

    public static void JsonEscapes(Dice dice, ArrayBufferWriter<byte> text)
    {
        GeneratedText.Add(text, dice.Of<string>(["{\"a\":\"", "\"", "{\"content\":[{\"type\":\"text\",\"text\":\"", "[\"", ""]));
        for (var parts = dice.Between(1, 14); parts > 0; parts--)
        {
            GeneratedText.Add(text, dice.Of<string>(["\\n", "\\\"", "\\\\", "\\t", "\\u001b[0m", "\\ud83d\\ude00", "\\u00e9", "\\/", "\\r\\n", "\\n\\n    ", "  ", "\\\\n", "\":\"", "\",\"", "},{", "\\u2014"]));
            if (dice.Once(2))
                GeneratedText.Repeat(dice.Between(1, 9), () => GeneratedText.Add(text, dice.Of<Rune>(Alphabet.Lower)));
        }

        GeneratedText.Add(text, dice.Of<string>(["\"}", "\"", "\"}]}\n", ""]));
    }

    public static void Encoded(Dice dice, ArrayBufferWriter<byte> text)
    {
        var bytes = new byte[dice.Once(10) ? dice.Between(60, 700) : dice.Between(1, 48)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)dice.Next(256);
        GeneratedText.Add(text, dice.Next(5) switch
        {
            0 => Convert.ToBase64String(bytes),
            1 => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_'),
            2 => Convert.ToHexString(bytes),
            3 => Convert.ToHexStringLower(bytes),
            _ => new Guid(Enumerable.Range(0, 16).Select(i => bytes[i % bytes.Length]).ToArray()).ToString(),
        });
    }

    public static void Identifier(Dice dice, ArrayBufferWriter<byte> text)
    {
        var style = dice.Next(6);
        for (var words = dice.Between(1, 6); words > 0; words--)
        {
            var first = style is 0 or 3 ? Alphabet.Upper : Alphabet.Lower;
            var rest = style == 3 ? Alphabet.Upper : Alphabet.Lower;
            GeneratedText.Add(text, dice.Of<Rune>(first));
            GeneratedText.Repeat(dice.Between(0, 8), () => GeneratedText.Add(text, dice.Of<Rune>(rest)));
            if (dice.Once(4))
                GeneratedText.Repeat(dice.Between(1, 4), () => GeneratedText.Add(text, dice.Of<Rune>(Alphabet.Digit)));
            if (dice.Once(12))
                GeneratedText.Add(text, dice.Of<Rune>(dice.Of<Rune[]>(Alphabet.Classes)));
            GeneratedText.Add(text, style switch { 1 or 3 => "_", 2 => "-", 4 => ".", 5 => "::", _ => "" });
        }
    }

    /// <summary>Punctuation with the line ends and slashes that it swallows behind it.</summary>
    public static void Slashes(Dice dice, ArrayBufferWriter<byte> text)
    {
        for (var runs = dice.Between(1, 8); runs > 0; runs--)
        {
            if (dice.Once(3))
                GeneratedText.Add(text, " ");
            GeneratedText.Repeat(dice.Once(16) ? 40 : dice.Between(0, 5), () => GeneratedText.Add(text, dice.Once(12) ? dice.Of<Rune>(Alphabet.Classes[14]) : dice.Of<Rune>(Alphabet.Punctuation)));
            GeneratedText.Repeat(dice.Between(0, 4), () => GeneratedText.Add(text, dice.Of<string>(["/", "\n", "\r", "\r\n", "//"])));
            GeneratedText.Repeat(dice.Between(0, 4), () => GeneratedText.Add(text, dice.Of<Rune>(Alphabet.Lower)));
        }
    }

    /// <summary>Letters of every case with marks and caseless ones between them: where a run turns back.</summary>
    public static void CaseAndMarks(Dice dice, ArrayBufferWriter<byte> text)
    {
        for (var runs = dice.Between(2, 20); runs > 0; runs--)
        {
            var alphabet = Alphabet.Classes[dice.Once(3) ? dice.Next(2) : dice.Between(4, 9)];
            GeneratedText.Repeat(dice.Between(1, 3), () => GeneratedText.Add(text, dice.Of<Rune>(alphabet)));
            if (dice.Once(8))
                GeneratedText.Add(text, dice.Of<string>([" ", "'s", "1", "'LL", "\u0301", "-", "\n"]));
        }
    }
}
