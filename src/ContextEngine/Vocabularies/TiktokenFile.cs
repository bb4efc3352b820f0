using System.Buffers;
using System.Buffers.Text;
using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>A rank file as tiktoken has them: on each line a token in base64, a space and its rank.</summary>
internal static class TiktokenFile
{
    private const int LongestLine = 8192, MostTokens = 1 << 20;

    /// <summary>The tokens in order of rank.</summary>
    public static BroughtTokens Read(VocabularySource source)
    {
        var tokens = new Dictionary<byte[], int>(ByteComparer.Instance);
        var ranks = new HashSet<int>();
        var rest = source.Bytes.Span;
        for (var line = 1L; !rest.IsEmpty; line++)
        {
            var end = rest.IndexOf((byte)'\n');
            var text = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            text = text.TrimEnd((byte)'\r');
            if (text.IsEmpty)
                continue;
            var (token, rank) = Line(source, line, text);
            if (!tokens.TryAdd(token, rank))
                throw source.LineRefusal(line, $"has the token of rank {tokens[token]} again");
            if (!ranks.Add(rank))
                throw source.LineRefusal(line, $"has the rank {rank} again");
            if (tokens.Count > MostTokens)
                throw source.LineRefusal(line, $"is token {tokens.Count:N0}, more than any vocabulary has", VocabularySource.Otherwise);
        }

        if (tokens.Count == 0)
            throw source.Refusal("", "is empty", VocabularySource.Anew);
        return BroughtTokens.Order(source, tokens, new RankTable(tokens), wholePieces: true, ofCharacters: false);
    }

    private static (byte[] Token, int Rank) Line(VocabularySource source, long line, ReadOnlySpan<byte> text)
    {
        const string form = "give a file of lines like 'IQ== 0'";
        if (text.Length > LongestLine)
            throw source.LineRefusal(line, $"has {text.Length:N0} bytes, more than any token has", form);
        var space = text.IndexOf((byte)' ');
        if (space < 1)
            throw source.LineRefusal(line, $"is no token and rank: {VocabularySource.Shown(text)}", form);
        if (!Utf8Parser.TryParse(text[(space + 1)..], out int rank, out var read) || read != text.Length - space - 1 || rank < 0)
            throw source.LineRefusal(line, $"has no rank behind its token: {VocabularySource.Shown(text[(space + 1)..])}", form);
        Span<byte> token = stackalloc byte[LongestLine];
        if (Base64.DecodeFromUtf8(text[..space], token, out _, out var length) != OperationStatus.Done || length == 0)
            throw source.LineRefusal(line, $"has a token that is no base64: {VocabularySource.Shown(text[..space])}", form);
        return (token[..length].ToArray(), rank);
    }
}
