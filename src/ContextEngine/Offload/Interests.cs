using System.Text.Json;

namespace Pith.Offload;

/// <summary>The words a call asked about: paths, symbols and patterns in its arguments, plus what the caller adds.</summary>
internal sealed class Interests
{
    /// <summary>As many as there are bits in <see cref="TextUnit.Terms"/>.</summary>
    public const int Capacity = 64;

    private const int ShortestWord = 3;
    private const int LongestValue = 512;

    // What meeting a word is worth: names people make up lead somewhere, words of the language or of a path hardly.
    private const byte Name = 50;
    private const byte Plain = 18;

    private readonly byte[] strengths = new byte[Capacity];

    /// <summary>Each word with its number, from 1.</summary>
    public WordTable Words { get; } = new(Capacity);

    /// <summary>What the word with this number, from 0, is worth.</summary>
    public int StrengthOf(int term) => strengths[term];

    public void Load(in PreviewContext context)
    {
        Words.Clear();
        AddWords(context.Words, Name);
        if (!TryAddArguments(context.Arguments))
            AddWords(context.Arguments, Plain);
        AddWords(context.Path, Plain);
    }

    private bool TryAddArguments(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var strength = Plain;
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName)
                    strength = Asks(ref reader) ? Name : Plain;
                else if (reader.TokenType == JsonTokenType.String)
                    AddValue(ref reader, strength);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Asks(ref Utf8JsonReader key) =>
        key.ValueTextEquals("pattern"u8) || key.ValueTextEquals("query"u8) || key.ValueTextEquals("regex"u8) || key.ValueTextEquals("symbol"u8);

    private void AddValue(ref Utf8JsonReader reader, byte strength)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped || raw.Length > LongestValue)
        {
            AddWords(raw[..Math.Min(raw.Length, LongestValue)], strength);
            return;
        }

        Span<byte> text = stackalloc byte[LongestValue];
        try
        {
            AddWords(text[..reader.CopyString(text)], strength);
        }
        catch (InvalidOperationException)
        {
            AddWords(raw, strength); // a lone surrogate: the other words are still worth having
        }
    }

    private void AddWords(ReadOnlySpan<byte> text, byte strength)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!WordTable.IsWordByte(text[i]))
                continue;
            var hash = WordTable.Seed;
            var start = i;
            for (; i < text.Length && WordTable.IsWordByte(text[i]); i++)
                hash = WordTable.Next(hash, text[i]);
            if (i - start >= ShortestWord && Words.TryAdd(hash, (byte)(Words.Count + 1)))
                strengths[Words.Count - 1] = IsName(text[start..i]) ? Name : strength;
        }
    }

    // snake_case, camelCase, numbered, long, or not of ASCII: nobody writes these in passing.
    private static bool IsName(ReadOnlySpan<byte> word) =>
        word.Length >= 10 || word.Contains((byte)'_') || word.ContainsAnyInRange((byte)'0', (byte)'9')
        || word[1..].ContainsAnyInRange((byte)'A', (byte)'Z') || word.ContainsAnyInRange((byte)0x80, (byte)0xFF);
}
