using System.Buffers;
using System.Runtime.CompilerServices;
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

        sink.Flush();
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

    private void EncodeValid(ReadOnlySpan<byte> utf8, ref IdSink sink)
    {
        switch (pattern)
        {
            case SplitPattern.O200k:
                EncodeValid<O200kGrammar>(utf8, ref sink);
                break;
            case SplitPattern.Cl100k:
                EncodeValid<Cl100kGrammar>(utf8, ref sink);
                break;
            default:
                EncodePieces(utf8, ref sink);
                break;
        }
    }

    /// <summary>A piece at a time, for the patterns that are not split by blocks.</summary>
    private unsafe void EncodePieces(ReadOnlySpan<byte> utf8, ref IdSink sink)
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

    private void EncodeValid<TGrammar>(ReadOnlySpan<byte> utf8, ref IdSink sink)
        where TGrammar : struct, IGrammar
    {
        switch (Blocks)
        {
            case VectorPath.Avx512:
                Encode<TGrammar, TextBlock512>(utf8, ref sink);
                break;
            case VectorPath.Avx2:
                Encode<TGrammar, TextBlock256>(utf8, ref sink);
                break;
            case VectorPath.Vector128:
                Encode<TGrammar, TextBlock128>(utf8, ref sink);
                break;
            default:
                Encode<TGrammar, NoTextBlock>(utf8, ref sink);
                break;
        }
    }

    [SkipLocalsInit]
    private unsafe void Encode<TGrammar, TBlock>(ReadOnlySpan<byte> utf8, ref IdSink sink)
        where TGrammar : struct, IGrammar
        where TBlock : struct, ITextBlock<TBlock>
    {
        var pieces = stackalloc SplitPiece[PieceBatch.Capacity];
        var tail = stackalloc byte[PieceBatch.TailCapacity];
        fixed (byte* first = utf8)
        {
            var batch = new PieceBatch(first, first + utf8.Length, tail, pieces, classes, PieceMemo.None);
            for (var last = batch.Fill<TGrammar, TBlock>(); last > pieces; last = batch.Fill<TGrammar, TBlock>())
                for (var piece = pieces; piece < last; piece++)
                {
                    var length = PieceMemo.LengthOf(piece->Piece);
                    var key = PieceMemo.KeyOf(piece->Piece);
                    if (length == 0)
                        EncodePiece((byte*)piece->Piece.Low, (long)piece->Piece.High, ref sink);
                    else if (vocabulary.FindShort(key, length, HashOf(piece->Piece, length)) is >= 0 and var id)
                        sink.Add(id);
                    else
                        Merge((byte*)&key, length, ref sink);
                }
        }
    }

    private unsafe byte* NextPiece(byte* p, byte* end) => Grammar.Next(pattern, p, end);

    private unsafe void EncodePiece<TSink>(byte* p, long length, ref TSink sink)
        where TSink : struct, ITokenSink, allows ref struct
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

        Merge(p, (int)length, ref sink);
    }

    [SkipLocalsInit]
    private unsafe void Merge<TSink>(byte* p, int length, ref TSink sink)
        where TSink : struct, ITokenSink, allows ref struct
    {
        var ids = stackalloc int[PieceMerger.ShortLimit];
        var count = ShortMerge.Merge(vocabulary, p, length, ids);
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
