using System.Buffers;
using System.Text;

namespace Pith.Bench.Exact;

/// <summary>
/// Makes the texts that counters are compared on: the i-th text of a seed is always the same bytes. Each kind aims at a
/// place where a splitter or a merge can go wrong; most texts join a few kinds.
/// </summary>
/// <param name="seed">The seed of the whole campaign.</param>
/// <param name="real">Real text to cut from and to damage; with none, a few lines of our own.</param>
internal sealed class GeneratedText(ulong seed, IReadOnlyList<byte[]> real)
{
    private readonly byte[][] real = real.Count > 0 ? [.. real] : [.. OwnLines.Select(Encoding.UTF8.GetBytes)];

    private static readonly string[] OwnLines =
    [
        "{\"type\":\"tool_result\",\"content\":\"   120\\t    public int Count(ReadOnlySpan<byte> utf8) => CountUpTo(utf8, int.MaxValue);\\n\",\"is_error\":false}\n",
        "2026-11-26T01:02:03.456Z WARN  [worker-7] c.e.Pool - can't reach 10.0.0.17:5432 after 3 tries (they're down); we'll retry\r\n",
        "The quick brown fox doesn't jump over 1,234 lazy dogs, and I'D say nobody KNOWS why.\n\n    They've gone — «sûr», œuvre, naïve.\n",
        "计数必须非常便宜，这样就没有人会再去猜测。日本語のテキストも、한국어 텍스트도, и русский текст тоже.\n",
        "if (p != NULL && (p->flags & 0x0Fu) != 0) {\n\t\treturn -EINVAL; /* see https://example.org/a//b?c=d#e */\n\t}\n",
    ];

    /// <summary>The names of the kinds, by number.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["classes", "any scalar", "contractions", "digits", "white space", "long run", "JSON escapes", "real", "damaged", "base64, hex, uuid", "identifiers", "slashes", "edges of 16, 32, 64", "meeting at 64", "case and marks", "broken UTF-8", "joined"];

    /// <summary>Appends the text of a number.</summary>
    /// <returns>The number of its kind.</returns>
    public int Write(ulong index, ArrayBufferWriter<byte> text)
    {
        var dice = new Dice(seed, index);
        var kind = dice.Next(Kinds.Count);
        if (kind < Kinds.Count - 1)
        {
            Part(kind, dice, text);
            return kind;
        }

        for (var parts = dice.Once(40) ? 60 : dice.Between(2, 8); parts > 0; parts--)
            Part(dice.Next(Kinds.Count - 1), dice, text);
        return kind;
    }

    private void Part(int kind, Dice dice, ArrayBufferWriter<byte> text)
    {
        switch (kind)
        {
            case 0: Mixed(dice, text, dice.Between(1, 24)); break;
            case 1: Repeat(dice.Between(1, 12), () => Add(text, Alphabet.Any(dice))); break;
            case 2: Shapes.Contraction(dice, text); break;
            case 3: Shapes.Digits(dice, text); break;
            case 4: Shapes.WhiteSpace(dice, text); break;
            case 5: Shapes.LongRun(dice, text); break;
            case 6: Shapes.JsonEscapes(dice, text); break;
            case 7: text.Write(Slice(dice, 200)); break;
            case 8: Damaged(dice, text); break;
            case 9: Shapes.Encoded(dice, text); break;
            case 10: Shapes.Identifier(dice, text); break;
            case 11: Shapes.Slashes(dice, text); break;
            case 12: BlockEdges.Exact(dice, text); break;
            case 13: BlockEdges.Meeting(dice, text); break;
            case 14: Shapes.CaseAndMarks(dice, text); break;
            default: Broken(dice, text); break;
        }
    }

    /// <summary>Runs of one to four characters of a class, one class after another.</summary>
    internal static void Mixed(Dice dice, ArrayBufferWriter<byte> text, int runs)
    {
        for (; runs > 0; runs--)
        {
            var alphabet = dice.Of<Rune[]>(Alphabet.Classes);
            Repeat(dice.Once(2) ? 1 : dice.Between(1, 4), () => Add(text, dice.Of<Rune>(alphabet)));
        }
    }

    internal static void Repeat(int times, Action action)
    {
        for (; times > 0; times--)
            action();
    }

    internal static void Add(ArrayBufferWriter<byte> text, Rune rune) => text.Advance(rune.EncodeToUtf8(text.GetSpan(4)));

    internal static void Add(ArrayBufferWriter<byte> text, string ascii) => text.Advance(Encoding.UTF8.GetBytes(ascii, text.GetSpan(ascii.Length * 3)));

    /// <summary>A piece of real text, cut at characters.</summary>
    private ReadOnlySpan<byte> Slice(Dice dice, int most)
    {
        var file = dice.Of<byte[]>(real);
        var start = dice.Next(file.Length);
        while (start > 0 && (file[start] & 0xC0) == 0x80)
            start--;
        var end = Math.Min(file.Length, start + dice.Between(1, most));
        while (end < file.Length && (file[end] & 0xC0) == 0x80)
            end++;
        return file.AsSpan(start, end - start);
    }

    /// <summary>Real text with characters put in, left out and doubled.</summary>
    private void Damaged(Dice dice, ArrayBufferWriter<byte> text)
    {
        var rest = Slice(dice, 160);
        while (Rune.DecodeFromUtf8(rest, out var rune, out var used) == OperationStatus.Done)
        {
            rest = rest[used..];
            switch (dice.Next(24))
            {
                case 0: break;
                case 1: Mixed(dice, text, 1); goto default;
                case 2: Add(text, rune); goto default;
                case 3: text.Write(Slice(dice, 20)); goto default;
                default: Add(text, rune); break;
            }
        }
    }

    /// <summary>Bytes that are no UTF-8: stray, cut off, overlong, surrogates, beyond the last plane.</summary>
    private static void Broken(Dice dice, ArrayBufferWriter<byte> text)
    {
        for (var parts = dice.Between(1, 6); parts > 0; parts--)
        {
            Mixed(dice, text, dice.Between(0, 4));
            var whole = new ArrayBufferWriter<byte>();
            Add(whole, dice.Once(2) ? Alphabet.Any(dice) : dice.Of<Rune>(Alphabet.Classes[15]));
            switch (dice.Next(5))
            {
                case 0: text.Write(whole.WrittenSpan[..dice.Next(whole.WrittenCount)]); break;
                case 1: text.Write<byte>([(byte)dice.Between(0x80, 0xFF)]); break;
                case 2: text.Write<byte>([0xED, (byte)dice.Between(0xA0, 0xBF), 0x80]); break;
                case 3: text.Write<byte>([(byte)dice.Between(0xC0, 0xC1), 0xAF, 0xF4, (byte)dice.Between(0x8F, 0x91), 0x80, 0x80]); break;
                default: text.Write<byte>([0xF0, (byte)dice.Between(0x80, 0x90), 0x80]); break;
            }
        }
    }
}
