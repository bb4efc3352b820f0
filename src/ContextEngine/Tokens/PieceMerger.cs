namespace Pith.Tokens;

/// <summary>Turns a piece that is no token itself into tokens, choosing the way by its length.</summary>
/// <remarks>
/// A giant is cut into windows at positions where every continuation has a token boundary: the encoding of a text passes
/// through one of any <c>LongestToken</c> neighbouring positions, and up to there it is the encoding of that prefix. If
/// the encodings of all those prefixes pass through a position s before them, so does every encoding of the whole.
/// Two tokens are neighbours in an encoding exactly if their bytes alone encode to the two, so each check is local.
/// Such a position is never farther back than a constant of the vocabulary: what follows can change a merge only through
/// a merge beside it that is served before it, and of two equal ones the left is served first, so that on the way to the
/// left the ranks rise with every step. No real text comes near that bound; a window of 400 bytes serves most.
/// </remarks>
internal sealed unsafe class PieceMerger(Vocabulary vocabulary, int giantWindow = PieceMerger.Window)
{
    /// <summary>Above this many bytes the queues of <see cref="LongMerge"/> beat the scan of <see cref="ShortMerge"/>.</summary>
    public const int ShortLimit = ShortMerge.Limit;

    /// <summary>Bytes of a giant piece merged at once; bounds the memory of a piece of any length (2.6 MB of parts).</summary>
    public const int Window = 128 * 1024;

    private const int Gap = 64; // between a cut and the prefixes that vouch for it: makes their agreement likely

    private readonly LongMerge merge = new(vocabulary);
    private RepeatedWindows? repeated; // kept, as a giant comes in many parts

    /// <inheritdoc cref="LongMerge.Steps"/>
    public long Steps => merge.Steps;

    /// <summary>Merges more than <see cref="ShortLimit"/> bytes into <paramref name="sink"/>.</summary>
    public void Merge<TSink>(byte* piece, long length, ref TSink sink)
        where TSink : struct, ITokenSink, allows ref struct
    {
        var window = giantWindow;
        while (length > window)
        {
            var cut = Settle(piece, window, ref sink);
            if (cut == 0)
            {
                window *= 2;
                continue;
            }

            piece += cut;
            length -= cut;
            window = giantWindow;
        }

        merge.Run(piece, (int)length);
        Emit((int)length, ref sink);
    }

    /// <summary>
    /// Merges the first bytes of a piece that goes on for longer, as far as no continuation can change the tokens, and
    /// writes those. Zero when there is no such place (the caller then brings more).
    /// </summary>
    public int Settle<TSink>(byte* piece, int length, ref TSink sink)
        where TSink : struct, ITokenSink, allows ref struct
    {
        if (typeof(TSink) == typeof(CountSink) && length > 2 * RepeatedWindows.Length && Period.Of(new(piece, length)) is var period and > 0
            && SettleRepeated(piece, length, period, ref sink) is var settled and > 0)
            return settled;
        return SettleOnce(piece, length, ref sink);
    }

    /// <summary>The same for a piece that repeats itself: what a window settles is the same wherever its bytes are the same.</summary>
    private int SettleRepeated<TSink>(byte* piece, int length, int period, ref TSink sink)
        where TSink : struct, ITokenSink, allows ref struct
    {
        repeated ??= new RepeatedWindows();
        repeated.Begin(new(piece, period));
        var at = 0;
        while (length - at >= RepeatedWindows.Length)
        {
            ref var here = ref repeated[at % period];
            if (here.Cut == 0)
            {
                var count = default(CountSink);
                here.Cut = SettleOnce(piece + at, RepeatedWindows.Length, ref count);
                here.Tokens = count.Count;
                if (here.Cut == 0)
                    break;
            }

            for (var i = 0; i < here.Tokens; i++)
                sink.Add(0);
            at += here.Cut;
        }

        return at;
    }

    private int SettleOnce<TSink>(byte* piece, int length, ref TSink sink)
        where TSink : struct, ITokenSink, allows ref struct
    {
        merge.Run(piece, length);
        var reach = Gap + vocabulary.LongestToken;

        // The last few boundaries that leave room for the prefixes that vouch.
        Span<int> ring = stackalloc int[16];
        Span<int> before = stackalloc int[16];
        var seen = 0;
        for (var (at, previous) = (0, 0); at + reach <= length; previous = at, at += merge.Next(at))
        {
            if ((piece[at] & 0xC0) == 0x80)
                continue; // a stream goes on from here as text
            ring[seen & 15] = at;
            before[seen++ & 15] = previous;
        }

        for (var i = seen - 1; i > 0 && i > seen - 16; i--)
        {
            var cut = ring[i & 15];
            if (!IsSettled(piece + before[i & 15], cut - before[i & 15], reach))
                continue;
            Emit(cut, ref sink);
            return cut;
        }

        return 0;
    }

    private bool IsSettled(byte* token, int tokenLength, int reach)
    {
        var cut = token + tokenLength;
        var ids = stackalloc int[ShortMerge.Limit];
        var last = -1;
        for (var length = Gap + 1; length <= reach; length++)
        {
            ShortMerge.Merge(vocabulary, cut, length, ids);
            var next = ids[0];
            if (next == last)
                continue;
            last = next;
            var nextLength = vocabulary.LengthOf(next);
            if (ShortMerge.Merge(vocabulary, token, tokenLength + nextLength, ids) != 2 || vocabulary.LengthOf(ids[0]) != tokenLength)
                return false;
        }

        return true;
    }

    private void Emit<TSink>(int length, ref TSink sink)
        where TSink : struct, ITokenSink, allows ref struct
    {
        for (var at = 0; at < length; at += merge.Next(at))
            sink.Add(merge.IdAt(at));
    }
}
