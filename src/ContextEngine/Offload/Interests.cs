using System.Text.Json;

namespace Pith.Offload;

/// <summary>The words a call asked about: paths, symbols and patterns in its arguments, plus what the caller adds.</summary>
internal sealed class Interests
{
    /// <summary>As many as there are bits in <see cref="TextUnit.Terms"/>.</summary>
    public const int Capacity = 64;

    private const int ShortestWord = 3;
    private const int LongestValue = 512;

    /// <summary>Each word with its number, from 1.</summary>
    public WordTable Words { get; } = new(Capacity);

    public void Load(in PreviewContext context)
    {
        Words.Clear();
        AddWords(context.Words);
        if (!TryAddArguments(context.Arguments))
            AddWords(context.Arguments);
        AddWords(context.Path);
    }

    private bool TryAddArguments(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.String)
                    AddValue(ref reader);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void AddValue(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        if (!reader.ValueIsEscaped || raw.Length > LongestValue)
        {
            AddWords(raw[..Math.Min(raw.Length, LongestValue)]);
            return;
        }

        Span<byte> text = stackalloc byte[LongestValue];
        try
        {
            AddWords(text[..reader.CopyString(text)]);
        }
        catch (InvalidOperationException)
        {
            AddWords(raw); // a lone surrogate: the other words are still worth having
        }
    }

    private void AddWords(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!WordTable.IsWordByte(text[i]))
                continue;
            var hash = WordTable.Seed;
            var start = i;
            for (; i < text.Length && WordTable.IsWordByte(text[i]); i++)
                hash = WordTable.Next(hash, text[i]);
            if (i - start >= ShortestWord)
                Words.TryAdd(hash, (byte)(Words.Count + 1));
        }
    }
}
