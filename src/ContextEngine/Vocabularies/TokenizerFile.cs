using System.Text.Json;

namespace Pith.Vocabularies;

/// <summary>Compiles a Hugging Face <c>tokenizer.json</c>: BPE of bytes, and BPE of characters with a rule for those it lacks.</summary>
internal static class TokenizerFile
{
    /// <summary>The compiled parts.</summary>
    public static CompiledParts Compile(VocabularySource source)
    {
        try
        {
            return Compile(source, TokenizerJson.Read(source));
        }
        catch (InvalidOperationException)
        {
            throw source.Refusal("", "has a value of another kind than belongs there, or a string that is no Unicode text", VocabularySource.Anew);
        }
    }

    private static CompiledParts Compile(VocabularySource source, TokenizerJson json)
    {
        CheckModel(source, json);
        var recipe = new TokenizerSteps(source).Read(Part(json, "normalizer"), Part(json, "pre_tokenizer"), out var isByteLevel);
        var added = Part(json, "added_tokens") is { } list ? AddedToken.Read(source, list) : [];
        if (!isByteLevel)
            return CharacterVocabulary.Compile(source, json, recipe, added);
        var vocabulary = new TokenizerVocabulary(source, ofCharacters: false);
        vocabulary.ReadTokens(json.Vocabulary);
        var merges = vocabulary.ReadMerges(json.Merges);
        return CompiledParts.Of(recipe, added, BroughtTokens.Order(source, vocabulary.Ids, merges, json.Says("ignore_merges"), ofCharacters: false));
    }

    private static void CheckModel(VocabularySource source, TokenizerJson json)
    {
        switch (json.ModelType)
        {
            case "BPE" when json.HasVocabulary && json.HasMerges:
                break;
            case "BPE":
                throw source.Refusal("model", "lacks vocab or merges", VocabularySource.Anew);
            case "":
                throw source.Refusal("", "is a JSON file without a model, not a tokenizer.json", "bring the tokenizer.json of the model");
            case var type:
                throw source.Refusal("model", $"is of type {VocabularySource.Shown(System.Text.Encoding.UTF8.GetBytes(type))}; only BPE is counted exactly here", VocabularySource.Otherwise);
        }

        if (json.Model.TryGetValue("dropout", out var dropout) && dropout.ValueKind == JsonValueKind.Number && dropout.GetDouble() != 0)
            throw source.Refusal("model.dropout", "makes counts a matter of chance", VocabularySource.Otherwise);
        foreach (var name in (ReadOnlySpan<string>)["continuing_subword_prefix", "end_of_word_suffix"])
            if (json.Word(name).Length > 0)
                throw source.Refusal($"model.{name}", "is not done exactly here", VocabularySource.Otherwise);
    }

    private static JsonElement? Part(TokenizerJson json, string name) => json.Parts.TryGetValue(name, out var part) ? part : null;
}
