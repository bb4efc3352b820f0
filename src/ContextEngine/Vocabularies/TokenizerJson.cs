using System.Text.Json;

namespace Pith.Vocabularies;

/// <summary>The parts of a Hugging Face <c>tokenizer.json</c>. The two large ones are left in place, to be read when it is known how.</summary>
internal ref struct TokenizerJson
{
    /// <summary>The kind of model; worked out from what it has where old files do not say it.</summary>
    public string ModelType = "";

    /// <summary>At the first token of the vocabulary, if there is one.</summary>
    public Utf8JsonReader Vocabulary;

    /// <summary>At the first token of the list of merges, if there is one.</summary>
    public Utf8JsonReader Merges;

    /// <summary>What else the model says.</summary>
    public readonly Dictionary<string, JsonElement> Model = new(StringComparer.Ordinal);

    /// <summary>The top level but for the model: <c>normalizer</c>, <c>pre_tokenizer</c>, <c>added_tokens</c> and what is not asked for.</summary>
    public readonly Dictionary<string, JsonElement> Parts = new(StringComparer.Ordinal);

    private TokenizerJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("not an object", null, 0, 0);
        var hasScores = false;
        for (var isModel = false; reader.Read() && (reader.TokenType == JsonTokenType.PropertyName || isModel);)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                isModel = false;
                continue;
            }

            var name = reader.GetString()!;
            reader.Read();
            if (isModel && name == "vocab")
            {
                Vocabulary = reader;
                hasScores = reader.TokenType == JsonTokenType.StartArray;
                reader.Skip();
            }
            else if (isModel && name == "merges")
            {
                Merges = reader;
                reader.Skip();
            }
            else if (name == "model" && reader.TokenType == JsonTokenType.StartObject)
            {
                isModel = true;
            }
            else if (isModel || name is "normalizer" or "pre_tokenizer" or "added_tokens")
            {
                (isModel ? Model : Parts)[name] = Value(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        while (reader.Read())
        {
            // what stands behind the object is an error of the reader's own
        }

        if (Model.Count > 0 || Vocabulary.TokenType != JsonTokenType.None)
            ModelType = Word("type") is { Length: > 0 } type ? type
                : HasMerges ? "BPE"
                : hasScores ? "Unigram"
                : Model.ContainsKey("max_input_chars_per_word") ? "WordPiece" : "WordLevel";
    }

    /// <summary>Whether the model has a vocabulary that is an object.</summary>
    public readonly bool HasVocabulary => Vocabulary.TokenType == JsonTokenType.StartObject;

    /// <summary>Whether the model has a list of merges.</summary>
    public readonly bool HasMerges => Merges.TokenType == JsonTokenType.StartArray;

    /// <summary>Reads a file.</summary>
    public static TokenizerJson Read(VocabularySource source)
    {
        var json = source.Bytes.Span;
        try
        {
            return new(json.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? json[3..] : json);
        }
        catch (JsonException fault)
        {
            throw source.Refusal($"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}", "is not JSON that can be read", "download the file anew; it may be cut off");
        }
    }

    /// <summary>A member of the model that is true.</summary>
    public readonly bool Says(string name) => Model.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>A member of the model that is a text, or empty.</summary>
    public readonly string Word(string name) => Model.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JsonElement Value(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.Clone();
    }
}
