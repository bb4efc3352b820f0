using System.Buffers;
using System.Text.Unicode;

namespace Pith.Tokens;

public sealed partial class TokenCounter
{
    /// <summary>Writes the ids of a text's tokens.</summary>
    /// <returns>How many there are.</returns>
    public int Encode(ReadOnlySpan<byte> utf8, IBufferWriter<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var sink = new IdSink(ids);
        if (Utf8.IsValid(utf8))
        {
            EncodeValid(utf8, ref sink);
        }
        else
        {
            using var repaired = Utf8Repair.Rent(utf8);
            EncodeValid(repaired.Span, ref sink);
        }

        return sink.Count;
    }

    /// <summary>Writes the bytes of tokens. A list that was cut inside a character gives a part of its bytes.</summary>
    /// <returns>How many bytes there are.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An id is not of this vocabulary.</exception>
    public int Decode(ReadOnlySpan<int> ids, IBufferWriter<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        var length = 0;
        foreach (var id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)vocabulary.Count, nameof(ids));
            utf8.Write(vocabulary[id]);
            length += vocabulary.LengthOf(id);
        }

        return length;
    }

    private unsafe void EncodeValid(ReadOnlySpan<byte> utf8, ref IdSink sink)
    {
        fixed (byte* first = utf8)
        {
            var end = first + utf8.Length;
            for (byte* p = first, next; p < end; p = next)
            {
                next = NextPiece(p, end);
                EncodePiece(p, next - p, ref sink);
            }
        }
    }

    private unsafe byte* NextPiece(byte* p, byte* end) => pattern switch
    {
        SplitPattern.O200k => O200kGrammar.Next(p, end, classes),
        SplitPattern.Cl100k => Cl100kGrammar.Next(p, end, classes),
        _ => NextOther(p, end),
    };

    private unsafe void EncodePiece<TSink>(byte* p, long length, ref TSink sink)
        where TSink : struct, ITokenSink
    {
        if (length > PieceMerger.ShortLimit)
        {
            var merger = mergers.Borrow();
            merger.Merge(p, length, ref sink);
            mergers.Return(merger);
            return;
        }

        var id = Find(p, (int)length);
        if (id >= 0)
        {
            sink.Add(id);
            return;
        }

        var ids = stackalloc int[PieceMerger.ShortLimit];
        var count = ShortMerge.Merge(vocabulary, p, (int)length, ids);
        for (var i = 0; i < count; i++)
            sink.Add(ids[i]);
    }

    private unsafe int Find(byte* p, int length)
    {
        if (length > 16)
            return vocabulary.FindLong(p, length);
        var key = PieceKey.LoadAtEnd(p, length);
        return vocabulary.FindShort(key, length, PieceHash.OfShort(key.Low, key.High, length));
    }
}
