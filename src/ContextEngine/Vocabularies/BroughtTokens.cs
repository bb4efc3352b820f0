using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>The tokens of a byte-level vocabulary in the order that the engine merges by, and their own ids.</summary>
/// <param name="Tokens">The bytes of each; the index is the rank.</param>
/// <param name="Ids">The ids that the vocabulary itself gives them.</param>
internal sealed record BroughtTokens(byte[][] Tokens, int[] Ids)
{
    /// <summary>Orders tokens as their ranks have them, and refuses what the engine's proofs do not hold for.</summary>
    /// <remarks>A token that merging does not reach can still be a whole piece, as in the official core, and is never made by a merge.</remarks>
    public static BroughtTokens FromRanks(VocabularySource source, List<(byte[] Token, int Rank)> ranked)
    {
        ranked.Sort(static (a, b) => a.Rank.CompareTo(b.Rank));
        var tokens = ranked.ConvertAll(static r => r.Token);
        var ids = ranked.ConvertAll(static r => r.Rank);
        AddImpossibleBytes(source, tokens, ids);
        Measure(source, tokens);
        var places = Places(tokens);
        var table = new RankTable(places);
        foreach (var token in tokens)
            if (token.Length > 1 && Derivation.Of(token, table) is { IsReached: true, Rises: false })
                throw source.Refusal("", $"makes the token {VocabularySource.Shown(token)} from one of higher rank, so its ranks are not in the order of its merges", VocabularySource.Otherwise);
        return new([.. tokens], [.. ids]);
    }

    /// <summary>Orders tokens as a list of merges has them.</summary>
    /// <param name="source">The file.</param>
    /// <param name="vocabulary">Bytes and ids of all tokens.</param>
    /// <param name="merges">Pairs of ids and their rank and result.</param>
    /// <param name="wholePieces">Whether a piece that is a token is never merged (<c>ignore_merges</c>).</param>
    public static BroughtTokens FromMerges(VocabularySource source, Dictionary<byte[], int> vocabulary, PairTable merges, bool wholePieces)
    {
        List<(byte[] Token, int Id, int Rank)> reached = [];
        List<(byte[] Token, int Id, int Rank)> others = [];
        foreach (var (token, id) in vocabulary)
        {
            CheckLength(source, token);
            var derivation = Derivation.Of(token, merges);
            if (derivation is { IsReached: true, Rises: false })
                throw source.Refusal("model.merges", $"make the token {VocabularySource.Shown(token)} in an order that does not rise", VocabularySource.Otherwise);
            (derivation.IsReached ? reached : others).Add((token, id, derivation.Rank));
        }

        reached.Sort(static (a, b) => (a.Rank, a.Token[0]).CompareTo((b.Rank, b.Token[0])));
        others.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        var tokens = reached.ConvertAll(static t => t.Token);
        var ids = reached.ConvertAll(static t => t.Id);
        AddImpossibleBytes(source, tokens, ids);
        if (wholePieces)
        {
            tokens.AddRange(others.Select(static t => t.Token));
            ids.AddRange(others.Select(static t => t.Id));
            CheckWholePieces(source, tokens, others);
        }

        Measure(source, tokens);
        return new([.. tokens], [.. ids]);
    }

    /// <summary>A token that no merge makes must stay so when merges are told by what they spell.</summary>
    private static void CheckWholePieces(VocabularySource source, List<byte[]> tokens, List<(byte[] Token, int Id, int Rank)> others)
    {
        var table = new RankTable(Places(tokens));
        foreach (var (token, _, _) in others)
            if (token.Length > 1 && Derivation.Of(token, table).IsReached)
                throw source.Refusal("model", $"takes {VocabularySource.Shown(token)} whole but has no merge for its last two parts", VocabularySource.Otherwise);
    }

    /// <summary>Thirteen bytes occur in no valid UTF-8, so a vocabulary may lack them; all others it must have.</summary>
    private static void AddImpossibleBytes(VocabularySource source, List<byte[]> tokens, List<int> ids)
    {
        Span<bool> there = stackalloc bool[256];
        foreach (var token in tokens)
            if (token.Length == 1)
                there[token[0]] = true;
        for (var b = 255; b >= 0; b--)
        {
            if (there[b])
                continue;
            if (b is not (0xC0 or 0xC1 or >= 0xF5))
                throw source.Refusal("", $"has no token for the byte 0x{b:X2}, so some texts have no tokens at all", VocabularySource.Otherwise);
            tokens.Insert(0, [(byte)b]);
            ids.Insert(0, -1);
        }
    }

    private static void Measure(VocabularySource source, List<byte[]> tokens)
    {
        if (tokens.Count > VocabularyLayout.MostTokens)
            throw source.Refusal("", $"has {tokens.Count:N0} tokens; at most {VocabularyLayout.MostTokens:N0} can be compiled", VocabularySource.Otherwise);
        var total = 0L;
        foreach (var token in tokens)
        {
            CheckLength(source, token);
            total += token.Length;
        }

        if (total > VocabularyLayout.MostTokenBytes)
            throw source.Refusal("", $"has tokens of {total:N0} bytes together; at most {VocabularyLayout.MostTokenBytes:N0} can be compiled", VocabularySource.Otherwise);
    }

    private static void CheckLength(VocabularySource source, byte[] token)
    {
        if (token.Length > VocabularyLayout.LongestToken)
            throw source.Refusal("", $"has a token of {token.Length:N0} bytes, {VocabularySource.Shown(token)}; at most {VocabularyLayout.LongestToken} can be compiled", VocabularySource.Otherwise);
    }

    private static Dictionary<byte[], int> Places(List<byte[]> tokens)
    {
        var places = new Dictionary<byte[], int>(tokens.Count, ByteComparer.Instance);
        for (var i = 0; i < tokens.Count; i++)
            places.Add(tokens[i], i);
        return places;
    }
}
