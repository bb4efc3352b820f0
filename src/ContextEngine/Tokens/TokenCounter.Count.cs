using System.Runtime.CompilerServices;

namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    /// <summary>The counting loop: split, look the piece up in the memo, and only on a first meeting in the vocabulary.</summary>
    private unsafe int Walk<TGrammar>(ReadOnlySpan<byte> utf8, int limit, PieceMemo memo)
        where TGrammar : struct, IGrammar
    {
        fixed (byte* first = utf8)
        {
            var p = first;
            var end = first + utf8.Length;
            var count = 0;
            var wide = end - 16; // up to here sixteen bytes can be read from any piece's start
            while (p < end && count <= limit)
            {
                var next = TGrammar.Next(p, end, classes);
                var length = next - p;
                if (length > PieceMemo.LongestPiece)
                {
                    count += CountLong(p, length, limit - count);
                }
                else
                {
                    var key = p <= wide ? PieceKey.Load(p, (int)length) : PieceKey.LoadAtEnd(p, (int)length);
                    var hash = PieceHash.OfShort(key.Low, key.High, (int)length);
                    ref var slot = ref memo.Slot(hash);
                    var known = PieceMemo.Probe(slot, key, (int)length);
                    count += known != 0 ? known : CountNew(p, key, hash, (int)length, ref slot);
                }

                p = next;
            }

            return count;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe int CountNew(byte* p, in PieceKey key, ulong hash, int length, ref PieceKey slot)
    {
        var count = vocabulary.FindShort(key, length, hash) >= 0 ? 1 : ShortMerge.Merge(vocabulary, p, length, null);
        slot = PieceMemo.Entry(key, length, count);
        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private unsafe int CountLong(byte* p, long length, int limit)
    {
        if (length == 16)
        {
            var key = PieceKey.Load(p, 16);
            if (vocabulary.FindShort(key, 16, PieceHash.OfShort(key.Low, key.High, 16)) >= 0)
                return 1;
        }
        else if (length <= vocabulary.LongestToken && vocabulary.FindLong(p, (int)length) >= 0)
        {
            return 1;
        }

        if (length <= PieceMerger.ShortLimit)
            return ShortMerge.Merge(vocabulary, p, (int)length, null);

        // A giant that cannot fit is not merged at all.
        var least = (int)((length + vocabulary.LongestToken - 1) / vocabulary.LongestToken);
        if (least > limit)
            return least;
        var merger = mergers.Borrow();
        var sink = default(CountSink);
        merger.Merge(p, length, ref sink);
        mergers.Return(merger);
        return sink.Count;
    }
}
