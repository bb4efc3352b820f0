using Pith.Tokens;

namespace Pith.Vocabularies;

/// <summary>The tokens of a vocabulary in the order that merging makes them.</summary>
internal sealed class BroughtTokens
{
    private const int LongestToken = 4096;
    private const long MostWork = 4_000_000_000; // steps of merging all tokens from their bytes: some seconds

    /// <summary>The bytes of each; first those that merging makes, the index being the rank, then those that only a whole piece can be.</summary>
    public List<byte[]> Tokens { get; } = [];

    /// <summary>The ids that the vocabulary itself gives them; -1 for what it does not have.</summary>
    public List<int> Ids { get; } = [];

    /// <summary>The length of the left part that the last merge of each has; zero for single bytes and for whole pieces.</summary>
    public List<int> Lefts { get; } = [];

    /// <summary>How many of them merging makes.</summary>
    public int Merged { get; private set; }

    /// <summary>Whether no merge makes a pair of lower rank than its own.</summary>
    public bool Rises { get; private set; } = true;

    /// <summary>Why the engine cannot take them, or null: its block has no room.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Puts tokens in order.</summary>
    /// <param name="source">The file.</param>
    /// <param name="vocabulary">Tokens and ids.</param>
    /// <param name="merges">What merges, and in what order.</param>
    /// <param name="wholePieces">Whether a piece that is a token stays one though merging does not make it.</param>
    /// <param name="ofCharacters">Whether single bytes are no tokens of the vocabulary but stand for parts of characters.</param>
    public static BroughtTokens Order<TMerges>(VocabularySource source, IReadOnlyCollection<KeyValuePair<byte[], int>> vocabulary, TMerges merges, bool wholePieces, bool ofCharacters)
        where TMerges : IMergeTable
    {
        Measure(source, vocabulary);
        List<(byte[] Token, int Id, int Rank, int Left)> merged = [], others = [];
        var order = new BroughtTokens();
        foreach (var (token, id) in vocabulary)
        {
            var derivation = Derivation.Of(token, merges);
            (derivation.IsReached ? merged : others).Add((token, id, derivation.Rank, derivation.Left));
            order.Rises &= derivation.Rises || !derivation.IsReached;
        }

        AddBytes(source, merged, ofCharacters);
        merged.Sort(static (a, b) => (a.Rank, a.Token[0]).CompareTo((b.Rank, b.Token[0])));
        others.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        order.Merged = merged.Count;
        foreach (var (token, id, _, left) in wholePieces ? merged.Concat(others.Select(static t => t with { Left = 0 })) : merged)
        {
            order.Tokens.Add(token);
            order.Ids.Add(id);
            order.Lefts.Add(left);
        }

        order.Obstacle ??= order.FindObstacle();
        return order;
    }

    private string? FindObstacle()
    {
        if (Tokens.Count > VocabularyLayout.MostTokens)
            return $"{Tokens.Count:N0} tokens";
        if (Tokens.Sum(static t => (long)t.Length) > VocabularyLayout.MostTokenBytes)
            return "too many bytes of tokens";
        if (Tokens.Find(static t => t.Length > VocabularyLayout.LongestToken) is { } longest)
            return $"a token of {longest.Length:N0} bytes";
        return null;
    }

    /// <summary>For each token the places of the two that make it.</summary>
    public (int Left, int Right)?[] Merges()
    {
        var places = new Dictionary<byte[], int>(Tokens.Count, ByteComparer.Instance);
        for (var i = 0; i < Tokens.Count; i++)
            places.Add(Tokens[i], i);
        var lookup = places.GetAlternateLookup<ReadOnlySpan<byte>>();
        var merges = new (int Left, int Right)?[Tokens.Count];
        for (var i = 0; i < Tokens.Count; i++)
            if (Lefts[i] > 0)
                merges[i] = (lookup[Tokens[i].AsSpan(0, Lefts[i])], lookup[Tokens[i].AsSpan(Lefts[i])]);
        return merges;
    }

    /// <summary>Thirteen bytes occur in no valid UTF-8, so a vocabulary may lack them; all others it must have, unless it is made of characters.</summary>
    private static void AddBytes(VocabularySource source, List<(byte[] Token, int Id, int Rank, int Left)> merged, bool ofCharacters)
    {
        Span<bool> there = stackalloc bool[256];
        foreach (var (token, _, _, _) in merged)
            if (token.Length == 1)
                there[token[0]] = true;
        for (var b = 0; b < 256; b++)
        {
            if (there[b])
                continue;
            if (!ofCharacters && b is not (0xC0 or 0xC1 or >= 0xF5))
                throw source.Refusal("", $"has no token for the byte 0x{b:X2}, so some texts have no tokens at all", VocabularySource.Otherwise);
            merged.Add(([(byte)b], -1, -1, 0));
        }
    }

    private static void Measure(VocabularySource source, IReadOnlyCollection<KeyValuePair<byte[], int>> vocabulary)
    {
        var work = 0L;
        foreach (var (token, _) in vocabulary)
        {
            work += (long)token.Length * token.Length;
            if (token.Length > LongestToken)
                throw source.Refusal("", $"has a token of {token.Length:N0} bytes, {VocabularySource.Shown(token)}; at most {LongestToken:N0} can be compiled", VocabularySource.Otherwise);
        }

        if (work > MostWork)
            throw source.Refusal("", "has so many long tokens that compiling it would take minutes", VocabularySource.Otherwise);
    }
}
