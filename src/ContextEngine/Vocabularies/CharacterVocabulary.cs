using System.Text;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>Compiles BPE made of characters, as SentencePiece and its conversions have it.</summary>
internal static class CharacterVocabulary
{
    private static ReadOnlySpan<byte> Mark => "\u2581"u8;

    /// <summary>The compiled parts.</summary>
    public static CompiledParts Compile(VocabularySource source, TokenizerJson json, TextRecipe recipe, List<AddedToken> added)
    {
        var vocabulary = new TokenizerVocabulary(source, ofCharacters: true);
        vocabulary.ReadTokens(json.Vocabulary);
        var merges = vocabulary.ReadMerges(json.Merges);
        var table = new CharacterTable(vocabulary.Ids, merges);
        KeyValuePair<byte[], int>[] all = [.. vocabulary.Ids, .. table.Beginnings.Select(static b => KeyValuePair.Create(b, -1))];
        var tokens = BroughtTokens.Order(source, all, table, wholePieces: false, ofCharacters: true);
        var (crosses, crossesFromWord, crossesLine) = Crossings(tokens);
        recipe = recipe with
        {
            Pattern = recipe.MarksSpaces && !crosses ? SplitPattern.Marks : SplitPattern.None,
            Unknown = UnknownOf(source, json, vocabulary.Ids),
            CutsAtSpaces = recipe.MarksSpaces && !crossesFromWord,
            CutsAtLines = !crossesLine,
        };
        return CompiledParts.Of(recipe, added, tokens, table.Ascii);
    }

    private static UnknownCharacter UnknownOf(VocabularySource source, TokenizerJson json, Dictionary<byte[], int> ids)
    {
        if (json.Says("byte_fallback"))
        {
            for (var b = 0; b < 256; b++)
                if (!ids.ContainsKey(Encoding.ASCII.GetBytes($"<0x{b:X2}>")) && !(b < 0x80 && ids.ContainsKey([(byte)b])) && b is not (0xC0 or 0xC1 or >= 0xF5))
                    throw source.Refusal("model.vocab", $"has no <0x{b:X2}> for the characters that it lacks", VocabularySource.Otherwise);
            return UnknownCharacter.Bytes;
        }

        if (json.Word("unk_token").Length == 0)
            throw source.Refusal("model", "has neither byte_fallback nor unk_token, so the characters that it lacks have no tokens", VocabularySource.Otherwise);
        return json.Says("fuse_unk") ? UnknownCharacter.Fused : UnknownCharacter.One;
    }

    /// <summary>Whether any token goes on into U+2581 from anything else, from a letter or number of ASCII, and from a line end into anything else.</summary>
    private static (bool Mark, bool FromWord, bool Line) Crossings(BroughtTokens tokens)
    {
        var (mark, fromWord, line) = (false, false, false);
        foreach (var token in tokens.Tokens)
            for (var i = 1; i < token.Length; i++)
            {
                var isMark = token.AsSpan(i).StartsWith(Mark);
                mark |= isMark && !token.AsSpan(0, i).EndsWith(Mark);
                fromWord |= isMark && char.IsAsciiLetterOrDigit((char)token[i - 1]);
                line |= token[i - 1] == '\n' && token[i] != '\n' && !isMark;
            }

        return (mark, fromWord, line);
    }
}
