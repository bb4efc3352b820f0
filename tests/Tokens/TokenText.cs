using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

/// <summary>Texts that visit every corner of the split patterns, and a few short ways to ask for their tokens.</summary>
internal static class TokenText
{
    private static readonly string[] Kinds =
    [
        "a", "ab", "abcdefghijklmnopqrstuvwxyz", "ABC", "ABC中", "中文字日本", "aé中\u0301", "ABc", "!", "!?/-", "/\n", "!\u0301", " ", " \t\u3000", "\n", " \n", "\r\n ",
        "x\u0301", "\u0301", "123", "a1", "\0", "😀", "ǅa", "\u0301AB", "'s ",
    ];

    private static readonly string[] Bits =
    [
        "a", "B", "word", "Word", "WORD", "camelCase", " ", "  ", "\t", "\n", "\r\n", "\u00A0", "\u3000", "\u0085", "'s", "'S", "'ll", "'LL", "'re",
        "'ſ", "'", "1", "12", "1234567", "Ⅷ", "½", "!", "!!", "/", "//\n", "{\"", "\":", "中", "日本語", "ǅ", "ʰ", "\u0301", "\uFEFF", "👩‍👩‍👧", "🇺🇸",
        "𐐀𐐨", "𝟏", "𝐡𝐞", "𐵀", "é", "É", "ß", "İ", "<|endoftext|>", "=====", "    ", "xyzzyplugh", "\\u00e9", "\0", "\u001C", "fi",
    ];

    public static IEnumerable<string> Encodings => ["o200k_base", "cl100k_base"];

    /// <summary>Valid UTF-8, from a few characters up to some hundred.</summary>
    public static Arbitrary<byte[]> Valid { get; } =
        Arb.From(Gen.Elements(Bits).ArrayOf().Select(bits => Encoding.UTF8.GetBytes(string.Concat(bits))));

    /// <summary>The same with bytes changed and cut out, so that it is usually broken.</summary>
    public static Arbitrary<byte[]> Broken { get; } =
        Arb.From(
            from text in Gen.Elements(Bits).ArrayOf().Select(bits => Encoding.UTF8.GetBytes(string.Concat(bits)))
            from places in Gen.Choose(0, Math.Max(0, text.Length - 1)).ArrayOf(3)
            from bytes in Gen.Elements<byte>(0x80, 0xBF, 0xC2, 0xE0, 0xE2, 0xED, 0xF0, 0xF4, 0xFF, (byte)'a').ArrayOf(3)
            select Damage(text, places, bytes));

    /// <summary>Runs of one kind, each as long as a block or longer, so that pieces become giants.</summary>
    public static Arbitrary<byte[]> Giants { get; } =
        Arb.From(
            from runs in (from kind in Gen.Elements(Kinds) from seed in Gen.Choose(0, 1 << 20) from length in Gen.Choose(1, 900) select Run(kind, seed, length)).ArrayOf(6)
            select Encoding.UTF8.GetBytes(string.Concat(runs)));

    public static TokenCounter Counter(string encoding) => encoding == "o200k_base" ? TokenCounter.O200k : TokenCounter.Cl100k;

    public static int[] Ids(TokenCounter counter, ReadOnlySpan<byte> text)
    {
        var ids = new ArrayBufferWriter<int>();
        Assert.Equal(counter.Encode(text, ids), ids.WrittenCount);
        return ids.WrittenSpan.ToArray();
    }

    public static long InChunks(TokenMeter meter, ReadOnlySpan<byte> text, Func<int> size, int block = 256 * 1024)
    {
        var stream = new StreamCounter(meter, block);
        while (!text.IsEmpty)
        {
            var length = Math.Min(size(), text.Length);
            stream.Append(text[..length]);
            text = text[length..];
        }

        return stream.Finish();
    }

    private static string Run(string kind, int seed, int length)
    {
        var random = new Random(seed);
        var runes = kind.EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, length).Select(_ => runes[random.Next(runes.Length)].ToString()));
    }

    private static byte[] Damage(byte[] text, int[] places, byte[] bytes)
    {
        if (text.Length > 0)
            for (var i = 0; i < places.Length; i++)
                text[places[i]] = bytes[i];
        return text;
    }
}
