using System.Text.Unicode;
using CommunityToolkit.HighPerformance.Buffers;

namespace Pith.Tokens;

/// <summary>
/// Exact counts by a tokenizer that a user brought: its added tokens are taken out, the rest is normalized, and what is
/// then left is counted by the engine or, where its block has no room for the vocabulary, merged by Microsoft's.
/// </summary>
internal sealed class BroughtCounter
{
    private const byte Space = (byte)' ';

    private readonly TextRecipe recipe;
    private readonly AddedTokens raw; // looked for in the text as it is
    private readonly AddedTokens normalized; // looked for in what is left, once normalized
    private readonly KnownCharacters? known; // of a vocabulary made of characters
    private readonly TokenCounter? engine;
    private readonly MicrosoftCounter? microsoft;

    public BroughtCounter(string name, TextRecipe recipe, AddedTokens raw, AddedTokens normalized, KnownCharacters? known, TokenCounter? engine, MicrosoftCounter? microsoft)
    {
        (Name, this.recipe, this.raw, this.normalized, this.known, this.engine, this.microsoft) = (name, recipe, raw, normalized, known, engine, microsoft);
    }

    private static ReadOnlySpan<byte> Mark => "\u2581"u8;

    /// <summary>What to call it.</summary>
    public string Name { get; }

    /// <summary>The tokens of a text.</summary>
    /// <param name="utf8">The text; broken UTF-8 counts as its replacement text.</param>
    /// <param name="isStart">Whether it is the beginning of a text, and not the rest of one behind a <see cref="SafePrefix"/>.</param>
    public long Count(ReadOnlySpan<byte> utf8, bool isStart = true)
    {
        if (Utf8.IsValid(utf8))
            return CountValid(utf8, isStart);
        using var repaired = Utf8Repair.Rent(utf8);
        return CountValid(repaired.Span, isStart);
    }

    /// <summary>How much of a valid text can be counted on its own, whatever follows: up to the last place where both sides stand alone, or zero.</summary>
    /// <remarks>
    /// (1) Between an ASCII letter or number and a space with an ASCII letter behind it. (2) Between a line end that stands
    /// behind something visible and something visible other than a slash. No pattern here goes on across either, nor does
    /// composing, and added tokens and tokens of SentencePiece are asked.
    /// </remarks>
    public int SafePrefix(ReadOnlySpan<byte> text)
    {
        for (var i = text.Length - 2; i > 1; i--)
            if ((IsBeforeWord(text, i) || IsBehindLine(text, i)) && !raw.MayHold(text[i - 1], text[i]) && !normalized.MayHold(text[i - 1], text[i]))
                return i;
        return 0;
    }

    private bool IsBeforeWord(ReadOnlySpan<byte> text, int i) =>
        recipe.CutsAtSpaces && text[i] == Space && char.IsAsciiLetterOrDigit((char)text[i - 1]) && char.IsAsciiLetter((char)text[i + 1]);

    private bool IsBehindLine(ReadOnlySpan<byte> text, int i) =>
        recipe.CutsAtLines && text[i - 1] == '\n' && text[i] != '/' && IsVisible(text, i) && IsVisible(text, StartOf(text, i - 2));

    private static unsafe bool IsVisible(ReadOnlySpan<byte> text, int at)
    {
        fixed (byte* p = text)
            return *(p + at) < 0x80 ? text[at] is > Space and < 0x7F : CharacterClasses.Unicode.At(p + at, out _) < CharacterClass.Space;
    }

    private static int StartOf(ReadOnlySpan<byte> text, int at)
    {
        while (at > 0 && (text[at] & 0xC0) == 0x80)
            at--;
        return at;
    }

    private long CountValid(ReadOnlySpan<byte> text, bool isStart)
    {
        if (raw.IsEmpty)
            return CountStretch(text, isStart, isStart);
        var (total, from) = (0L, 0);
        for (; raw.TryFind(text, from, out var start, out var length); from = start + length)
            total += 1 + CountStretch(text[from..start], from > 0 || isStart, from == 0 && isStart);
        return total + CountStretch(text[from..], from > 0 || isStart, from == 0 && isStart);
    }

    /// <summary>Counts what stands between added tokens.</summary>
    /// <param name="text">The stretch.</param>
    /// <param name="isWhole">Whether it begins here, and not in an earlier part of the text.</param>
    /// <param name="isFirst">Whether it is the first of the text.</param>
    private long CountStretch(ReadOnlySpan<byte> text, bool isWhole, bool isFirst)
    {
        if (text.IsEmpty)
            return 0;
        var composes = recipe.Composes && !CanonicalText.IsCertain(text);
        if (!composes && !recipe.MarksSpaces && (recipe.Prefix != TextPrefix.Mark || !isWhole))
            return CountNormalized(text, isWhole, isFirst);
        using var buffer = new ArrayPoolBufferWriter<byte>(text.Length + 16);
        if (composes)
            CanonicalText.Compose(text, buffer);
        else
            WriteMarked(text, recipe.Prefix == TextPrefix.Mark && isWhole, buffer);
        return CountNormalized(buffer.WrittenSpan, isWhole, isFirst);
    }

    private void WriteMarked(ReadOnlySpan<byte> text, bool withPrefix, ArrayPoolBufferWriter<byte> buffer)
    {
        if (withPrefix)
            Write(buffer, Mark);
        while (recipe.MarksSpaces && text.IndexOf(Space) is >= 0 and var at)
        {
            Write(buffer, text[..at]);
            Write(buffer, Mark);
            text = text[(at + 1)..];
        }

        Write(buffer, text);
    }

    private long CountNormalized(ReadOnlySpan<byte> text, bool isWhole, bool isFirst)
    {
        if (normalized.IsEmpty)
            return CountPiece(text, isWhole, isFirst);
        var (total, from) = (0L, 0);
        for (; normalized.TryFind(text, from, out var start, out var length); from = start + length)
            total += 1 + CountPiece(text[from..start], from > 0 || isWhole, from == 0 && isFirst);
        return total + CountPiece(text[from..], from > 0 || isWhole, from == 0 && isFirst);
    }

    private long CountPiece(ReadOnlySpan<byte> text, bool isWhole, bool isFirst)
    {
        if (text.IsEmpty)
            return 0;
        var prefix = recipe.Prefix switch
        {
            TextPrefix.Space when isWhole && text[0] != Space => " "u8,
            TextPrefix.MissingMark when isWhole && !text.StartsWith(Mark) => Mark,
            TextPrefix.FirstMissingMark when isFirst && !text.StartsWith(Mark) => Mark,
            _ => default,
        };
        if (prefix.IsEmpty)
            return CountKnown(text);
        using var buffer = new ArrayPoolBufferWriter<byte>(text.Length + prefix.Length);
        Write(buffer, prefix);
        Write(buffer, text);
        return CountKnown(buffer.WrittenSpan);
    }

    /// <summary>Counts unknown characters by their rule and what lies between them on its own: no token goes across one.</summary>
    private long CountKnown(ReadOnlySpan<byte> text)
    {
        if (known is null)
            return engine?.Count(text) ?? microsoft!.Count(text);
        var total = 0L;
        while (true)
        {
            var length = known.Known(text);
            if (length > 0)
                total += engine?.Count(text[..length]) ?? microsoft!.Count(text[..length]);
            text = text[length..];
            if (text.IsEmpty)
                return total;
            length = known.Unknown(text, out var count);
            total += recipe.Unknown switch
            {
                UnknownCharacter.Bytes => length,
                UnknownCharacter.One => count,
                _ => 1,
            };
            text = text[length..];
        }
    }

    private static void Write(ArrayPoolBufferWriter<byte> buffer, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            return;
        text.CopyTo(buffer.GetSpan(text.Length));
        buffer.Advance(text.Length);
    }
}
