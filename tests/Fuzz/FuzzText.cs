using System.Text;

namespace Pith.Tests.Fuzz;

/// <summary>Texts for fuzzing: pieces of every kind of character, runs, numbers, our own source, and broken bytes.</summary>
internal static class FuzzText
{
    private static readonly string[] Bits =
    [
        "the ", "Word", " WORD", "camelCase", "'s", "'LL", "'ſ", " ", "   ", "\t", "\n", "\r\n", "\r", " \n ", "\u00A0", "\u2028", "1", "12345", "½", "Ⅷ", "!", "?!", "//", "/\n",
        "{\"a\":", "\\n", "\\ud83d", "中", "文字", "ǅ", "ʰ", "\u0301", "\uFEFF", "🙂", "👩‍👩‍👧", "𐐀", "𝟏", "é", "İ", "<|endoftext|>", "====", "\0", "\u001C", "ab",
    ];

    private static readonly byte[] Source = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "Fuzz", "FuzzText.cs"));

    /// <summary>Up to some hundred bytes, seldom a few thousand; valid UTF-8 or not.</summary>
    public static byte[] Any(Random random)
    {
        using var text = new MemoryStream();
        var parts = random.Next(1, random.Next(8) == 0 ? 200 : 30);
        for (var i = 0; i < parts; i++)
            text.Write(Part(random));
        return text.ToArray();
    }

    private static byte[] Part(Random random)
    {
        switch (random.Next(10))
        {
            case 0:
                var noise = new byte[random.Next(8)];
                random.NextBytes(noise);
                return noise;
            case 1:
                var bit = Bits[random.Next(Bits.Length)];
                return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(bit, random.Next(1, 40))));
            case 2:
                var start = random.Next(Source.Length - 100);
                return Source[start..(start + random.Next(100))];
            case 3:
                return Encoding.UTF8.GetBytes(Scalar(random).ToString());
            case 4:
                var whole = Encoding.UTF8.GetBytes(Scalar(random).ToString());
                return whole[..random.Next(whole.Length)]; // a character that stops early
            default:
                return Encoding.UTF8.GetBytes(Bits[random.Next(Bits.Length)]);
        }
    }

    private static Rune Scalar(Random random)
    {
        while (true)
            if (Rune.TryCreate(random.Next(2) == 0 ? random.Next(0x3000) : random.Next(0x110000), out var rune))
                return rune;
    }
}
