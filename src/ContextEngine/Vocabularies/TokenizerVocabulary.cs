using System.Text.Json;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>Reads the vocabulary and the merges of a <c>tokenizer.json</c>.</summary>
/// <param name="source">The file.</param>
/// <param name="ofCharacters">Whether tokens are texts, and not bytes in <see cref="ByteAlphabet"/>.</param>
internal sealed class TokenizerVocabulary(VocabularySource source, bool ofCharacters)
{
    private const int MostTokens = 1 << 20, MostMerges = 1 << 23;

    private readonly Dictionary<byte[], int> ids = new(ByteComparer.Instance);
    private byte[] text = new byte[256];
    private byte[] bytes = new byte[256];

    /// <summary>Ids by the bytes of tokens, without those that no text can have.</summary>
    public Dictionary<byte[], int> Ids => ids;

    /// <summary>Reads the vocabulary, an object of tokens and ids.</summary>
    public void ReadTokens(Utf8JsonReader reader)
    {
        var taken = new HashSet<int>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var id) || id < 0)
                throw source.Refusal("model.vocab", $"gives {VocabularySource.Shown(name)} no id", VocabularySource.Anew);
            if (!taken.Add(id))
                throw source.Refusal("model.vocab", $"gives the id {id} twice, the second time to {VocabularySource.Shown(name)}", VocabularySource.Anew);
            if (taken.Count > MostTokens)
                throw source.Refusal("model.vocab", $"has more than {MostTokens:N0} tokens", VocabularySource.Otherwise);
            if (bytes.Length < name.Length)
                bytes = new byte[name.Length * 2];
            if (!TryDecode(name, bytes, out var length) || length == 0)
                continue; // a special token's name as a rule: merging cannot make it
            if (!ids.TryAdd(bytes[..length], id))
                throw source.Refusal("model.vocab", $"has {VocabularySource.Shown(name)} twice", VocabularySource.Anew);
        }
    }

    /// <summary>Reads the merges: texts of two tokens with a space between them, or lists of two.</summary>
    public PairTable ReadMerges(Utf8JsonReader reader)
    {
        var merges = new PairTable(ids);
        for (var rank = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; rank++)
        {
            if (rank > MostMerges)
                throw source.Refusal("model.merges", $"has more than {MostMerges:N0} entries", VocabularySource.Otherwise);
            if (reader.TokenType == JsonTokenType.String)
            {
                var text = Text(ref reader);
                var space = text.IndexOf((byte)' ');
                if (space < 0 || text[(space + 1)..].Contains((byte)' '))
                    throw MergeRefusal(rank, $"is no pair of tokens: {VocabularySource.Shown(text)}");
                Add(merges, rank, text[..space], text[(space + 1)..]);
            }
            else
            {
                if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
                    throw MergeRefusal(rank, "is no pair of tokens");
                var left = Text(ref reader).ToArray();
                if (!reader.Read() || reader.TokenType != JsonTokenType.String)
                    throw MergeRefusal(rank, "is no pair of tokens");
                var right = Text(ref reader).ToArray();
                if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
                    throw MergeRefusal(rank, "is no pair of tokens");
                Add(merges, rank, left, right);
            }
        }

        return merges;
    }

    private void Add(PairTable merges, int rank, ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (bytes.Length < left.Length + right.Length)
            bytes = new byte[(left.Length + right.Length) * 2];
        if (!TryDecode(left, bytes, out var at) || !TryDecode(right, bytes.AsSpan(at), out var length))
            return; // a part that no text of bytes can have: this merge never happens
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(bytes.AsSpan(0, at), out var leftId) || !lookup.TryGetValue(bytes.AsSpan(at, length), out var rightId))
            throw MergeRefusal(rank, $"names a token that the vocabulary does not have: {VocabularySource.Shown(left)}, {VocabularySource.Shown(right)}");
        else if (!lookup.TryGetValue(bytes.AsSpan(0, at + length), out var whole))
            throw MergeRefusal(rank, $"makes a token that the vocabulary does not have, of {VocabularySource.Shown(left)} and {VocabularySource.Shown(right)}");
        else
            merges.Add(leftId, rightId, rank, whole);
    }

    private bool TryDecode(ReadOnlySpan<byte> text, Span<byte> token, out int length)
    {
        if (!ofCharacters)
            return ByteAlphabet.TryDecode(text, token, out length);
        text.CopyTo(token);
        length = text.Length;
        return true;
    }

    private ReadOnlySpan<byte> Text(ref Utf8JsonReader reader)
    {
        if (text.Length < reader.ValueSpan.Length)
            text = new byte[reader.ValueSpan.Length * 2];
        try
        {
            return text.AsSpan(0, reader.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            throw source.Refusal("model", $"has a token that is no Unicode text: {VocabularySource.Shown(reader.ValueSpan)}", VocabularySource.Anew);
        }
    }

    private UnusableVocabularyException MergeRefusal(int rank, string reason) => source.Refusal($"model.merges[{rank}]", reason, VocabularySource.Anew);
}
