using System.Text.Unicode;

namespace Pith.Tokens;

/// <summary>
/// Exact byte pair encoding with a published vocabulary: the ids and counts of the official core, for every input.
/// </summary>
/// <remarks>
/// Text is UTF-8. Broken UTF-8 counts as its replacement text, one U+FFFD for each maximal subpart. The names of special
/// tokens in a text are plain text. Thread-safe; the vocabulary is read in place from the binary and each caller borrows
/// a memo of 1 MB while it counts, so that steady work allocates nothing. Time is linear in the text, whatever it is.
/// </remarks>
public sealed partial class TokenCounter
{
    private static readonly Lazy<TokenCounter> LazyO200k = new(() => new("o200k_base", Vocabulary.O200k(), SplitPattern.O200k));
    private static readonly Lazy<TokenCounter> LazyCl100k = new(() => new("cl100k_base", Vocabulary.Cl100k(), SplitPattern.Cl100k));

    private readonly Vocabulary vocabulary;
    private readonly CharacterClasses classes = CharacterClasses.Unicode;
    private readonly SplitPattern pattern;
    private readonly VectorPath path = Options.Path;
    private readonly bool remembers = Options.CacheBytes > 0;
    private readonly Lender<PieceMemo> memos;
    private readonly Lender<PieceMerger> mergers;
    private readonly Lender<TokenStream> streams;

    /// <summary>A counter with a vocabulary of any origin.</summary>
    internal TokenCounter(string name, Vocabulary vocabulary, SplitPattern pattern)
    {
        Name = name;
        this.pattern = pattern;
        this.vocabulary = vocabulary;
        var bytes = Options.CacheBytes;
        memos = new(() => new(bytes));
        mergers = new(() => new(vocabulary));
        streams = new(() => new(this));
    }

    /// <summary>The vocabulary of the GPT-4o, GPT-4.1, GPT-5 and o families.</summary>
    public static TokenCounter O200k => LazyO200k.Value;

    /// <summary>The vocabulary of the GPT-4 and GPT-3.5 families.</summary>
    public static TokenCounter Cl100k => LazyCl100k.Value;

    /// <summary>How counters that are made from now on work. Set it before the first is used.</summary>
    public static CountingOptions Options { get; set; } = new();

    /// <summary>The published name of the encoding.</summary>
    public string Name { get; }

    internal Vocabulary Vocabulary => vocabulary;

    /// <summary>A counter that has seen no text yet, so that a first pass can be measured again and again.</summary>
    internal static TokenCounter Fresh(string encoding) => encoding == "o200k_base"
        ? new(encoding, Vocabulary.O200k(), SplitPattern.O200k)
        : new(encoding, Vocabulary.Cl100k(), SplitPattern.Cl100k);

    /// <summary>The tokens of a text. Allocates nothing once warm.</summary>
    public int Count(ReadOnlySpan<byte> utf8) => CountUpTo(utf8, int.MaxValue);

    /// <summary>Counts, but stops early once the count is beyond <paramref name="limit"/>.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="limit">The most tokens it may have; a negative limit is never met.</param>
    /// <param name="count">The tokens of the whole text if they are within the limit; else some number beyond the limit, at most the whole.</param>
    /// <returns>Whether the text has at most <paramref name="limit"/> tokens.</returns>
    public bool TryCountUpTo(ReadOnlySpan<byte> utf8, int limit, out int count)
    {
        count = CountUpTo(utf8, limit);
        return count <= limit;
    }

    private int CountUpTo(ReadOnlySpan<byte> utf8, int limit)
    {
        if (utf8.IsEmpty)
            return 0;

        // What cannot fit is not even read: no token is longer, and broken UTF-8 only grows when it is replaced.
        var least = ((utf8.Length - 1) / vocabulary.LongestToken) + 1;
        if (least > limit)
            return least;
        if (Utf8.IsValid(utf8))
            return CountValid(utf8, limit);
        using var repaired = Utf8Repair.Rent(utf8);
        return CountValid(repaired.Span, limit);
    }

    private int CountValid(ReadOnlySpan<byte> utf8, int limit)
    {
        var memo = memos.Borrow();
        var count = Walk(utf8, limit, memo);
        memos.Return(memo);
        return count;
    }

    private int Walk(ReadOnlySpan<byte> utf8, int limit, PieceMemo memo) =>
        pattern switch
        {
            SplitPattern.O200k => Choose<O200kGrammar>(utf8, limit, memo),
            SplitPattern.Cl100k => Choose<Cl100kGrammar>(utf8, limit, memo),
            _ => WalkOther(utf8, limit, memo),
        };

    private int Choose<TGrammar>(ReadOnlySpan<byte> utf8, int limit, PieceMemo memo)
        where TGrammar : struct, IGrammar => Blocks switch
        {
            VectorPath.Avx512 => Walk<TGrammar, TextBlock512>(utf8, limit, memo),
            VectorPath.Avx2 => Walk<TGrammar, TextBlock256>(utf8, limit, memo),
            VectorPath.Vector128 => Walk<TGrammar, TextBlock128>(utf8, limit, memo),
            _ => Walk<TGrammar, NoTextBlock>(utf8, limit, memo),
        };

    /// <summary>The path to take here.</summary>
    private VectorPath Blocks =>
        path != VectorPath.Best ? path
        : TextBlock512.IsSupported ? VectorPath.Avx512
        : TextBlock256.IsSupported ? VectorPath.Avx2
        : VectorPath.Vector128;
}
