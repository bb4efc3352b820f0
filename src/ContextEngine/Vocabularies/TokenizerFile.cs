using System.Text.Json;

namespace Pith.Vocabularies;

/// <summary>Compiles a Hugging Face <c>tokenizer.json</c>: byte-level BPE for the engine, BPE of characters for Microsoft's.</summary>
internal static class TokenizerFile
{
    /// <summary>The compiled parts.</summary>
    public static CompiledParts Compile(VocabularySource source)
    {
        var json = TokenizerJson.Read(source);
        CheckModel(source, json);
        var recipe = new TokenizerSteps(source).Read(Part(json, "normalizer"), Part(json, "pre_tokenizer"), out var isByteLevel);
        var added = Part(json, "added_tokens") is { } list ? AddedToken.Read(source, list) : [];
        if (!isByteLevel && !json.Says("byte_fallback"))
            throw source.Refusal("model", "is BPE of characters without byte_fallback, so the characters that it lacks have no tokens", VocabularySource.Otherwise);

        var vocabulary = new TokenizerVocabulary(source, ofCharacters: !isByteLevel);
        vocabulary.ReadTokens(json.Vocabulary);
        var merges = vocabulary.ReadMerges(json.Merges);
        if (isByteLevel)
            return CompiledParts.ForEngine(recipe, added, BroughtTokens.FromMerges(source, vocabulary.Ids, merges, json.Says("ignore_merges")));
        if (json.Says("ignore_merges"))
            throw source.Refusal("model", "has ignore_merges without pieces to ignore them for", VocabularySource.Otherwise);
        var model = SentencePieceModel.Of(source, vocabulary.Ids, merges);
        return new(recipe with { CutsAtSpaces = model.CutsAtSpaces, CutsAtLines = model.CutsAtLines }, added, IsForMicrosoft: true, model.Write(), []);
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
