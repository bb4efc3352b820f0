using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;

namespace Pith.Tokens;

/// <summary>
/// Exact byte-pair token counts of UTF-8 text in a published encoding. Special tokens in the text are plain text; an
/// ill-formed sequence counts as its replacement, one U+FFFD for each maximal subpart. Thread-safe. Counting allocates
/// nothing once a thread has its 512 KB piece cache.
/// </summary>
public sealed partial class TokenCounter
{
    private readonly Vocabulary _vocabulary;
    private readonly SplitPattern _pattern;

    private TokenCounter(string name, SplitPattern pattern)
    {
        Name = name;
        _vocabulary = Vocabulary.Map(name + ".vocab");
        _pattern = pattern;
    }

    /// <summary>The encoding of GPT-4o and later.</summary>
    public static TokenCounter O200k { get; } = new("o200k_base", SplitPattern.O200k);

    /// <summary>The encoding of GPT-4 and GPT-3.5.</summary>
    public static TokenCounter Cl100k { get; } = new("cl100k_base", SplitPattern.Cl100k);

    /// <summary>The encoding's published name.</summary>
    public string Name { get; }

    /// <summary>Number of ordinary tokens; ids run from 0.</summary>
    public int VocabularySize => _vocabulary.Count;

    internal Vocabulary Vocabulary => _vocabulary;

    /// <summary>Tokens of a text. Linear in its length, for every text.</summary>
    /// <param name="utf8">Any bytes.</param>
    public int Count(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8))
            return (int)CountValid(utf8, long.MaxValue, wholeText: true, out _);
        using var valid = MemoryOwner<byte>.Allocate(Utf8Text.ValidMaxLength(utf8.Length));
        return (int)CountValid(valid.Span[..Utf8Text.CopyValid(utf8, valid.Span)], long.MaxValue, wholeText: true, out _);
    }

    /// <summary>Counts until a limit is passed. True, with the exact count, when the text has at most that many tokens.</summary>
    /// <param name="utf8">Any bytes.</param>
    /// <param name="limit">Most tokens wanted.</param>
    /// <param name="count">The count, or some number above the limit.</param>
    public bool TryCountUpTo(ReadOnlySpan<byte> utf8, int limit, out int count)
    {
        using var valid = MemoryOwner<byte>.Allocate(Utf8.IsValid(utf8) ? 0 : Utf8Text.ValidMaxLength(utf8.Length));
        var text = valid.Length == 0 ? utf8 : valid.Span[..Utf8Text.CopyValid(utf8, valid.Span)];
        count = (int)CountValid(text, limit, wholeText: true, out _);
        return count <= limit;
    }

    /// <summary>
    /// Counts well-formed text until the limit is passed. With <paramref name="wholeText"/> false, leaves pieces that more
    /// text could change; <paramref name="consumed"/> says where they start.
    /// </summary>
    internal long CountValid(ReadOnlySpan<byte> text, long limit, bool wholeText, out int consumed)
    {
        var cache = PieceCache.For(_pattern);
        var splitter = new Splitter(text, _pattern);
        ref var first = ref MemoryMarshal.GetReference(text);
        long count = 0;
        var at = 0;
        while (at < text.Length && count <= limit)
        {
            var end = splitter.Next(at);
            if (!wholeText && splitter.HitEnd)
                break;
            var length = end - at;
            if (length <= PieceCache.LongestPiece && at + 16 <= text.Length)
                count += CountShort(cache, ref Unsafe.Add(ref first, at), length);
            else
                count += CountPiece(text.Slice(at, length));
            at = end;
        }

        consumed = at;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CountShort(PieceCache cache, ref byte piece, int length)
    {
        var key = PieceCache.KeyOf(ref piece, length);
        ref var entry = ref cache.EntryOf(key);
        var count = PieceCache.CountIn(entry, key);
        if (count == 0)
        {
            count = CountPiece(MemoryMarshal.CreateReadOnlySpan(ref piece, length));
            entry = PieceCache.Entry(key, count);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int CountPiece(ReadOnlySpan<byte> piece)
    {
        if (piece.Length == 1 || _vocabulary.Find(piece) >= 0)
            return 1;
        var take = new CountingTake();
        LongPiece.Walk(_vocabulary, piece, ref take);
        return take.Count;
    }

    private struct CountingTake : ITokenTake
    {
        public int Count;

        public bool Take(ReadOnlySpan<byte> token)
        {
            Count++;
            return true;
        }
    }
}
