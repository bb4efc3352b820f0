using System.Buffers;
using System.Text.Unicode;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;

namespace Pith.Tokens;

/// <summary>Ids, both ways.</summary>
public sealed partial class TokenCounter
{
    /// <summary>Writes the ids of a text, which are those of the official core's ordinary encoding. Returns how many.</summary>
    /// <param name="utf8">Any bytes; ill-formed sequences become U+FFFD first.</param>
    /// <param name="ids">Takes the ids.</param>
    public int Encode(ReadOnlySpan<byte> utf8, IBufferWriter<int> ids)
    {
        if (Utf8.IsValid(utf8))
            return EncodeValid(utf8, ids);
        using var valid = MemoryOwner<byte>.Allocate(Utf8Text.ValidMaxLength(utf8.Length));
        return EncodeValid(valid.Span[..Utf8Text.CopyValid(utf8, valid.Span)], ids);
    }

    /// <summary>Writes the bytes of ids. Returns how many bytes; they need not be whole characters.</summary>
    /// <param name="ids">Ordinary ids of this encoding.</param>
    /// <param name="utf8">Takes the bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is not one of this encoding's.</exception>
    public int Decode(ReadOnlySpan<int> ids, IBufferWriter<byte> utf8)
    {
        var written = 0;
        foreach (var id in ids)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)_vocabulary.Count, nameof(ids));
            utf8.Write(_vocabulary[id]);
            written += _vocabulary[id].Length;
        }

        return written;
    }

    private int EncodeValid(ReadOnlySpan<byte> text, IBufferWriter<int> ids)
    {
        var splitter = new Splitter(text, _pattern);
        var take = new EncodingTake(_vocabulary, ids);
        for (var at = 0; at < text.Length;)
        {
            var end = splitter.Next(at);
            var piece = text[at..end];
            if (_vocabulary.Find(piece) is var id and >= 0)
                take.Add(id);
            else
                LongPiece.Walk(_vocabulary, piece, ref take);
            at = end;
        }

        return take.Count;
    }

    private struct EncodingTake(Vocabulary vocabulary, IBufferWriter<int> ids) : ITokenTake
    {
        public int Count { get; private set; }

        public void Add(int id)
        {
            ids.GetSpan(1)[0] = id;
            ids.Advance(1);
            Count++;
        }

        public bool Take(ReadOnlySpan<byte> token)
        {
            Add(vocabulary.Find(token));
            return true;
        }
    }
}
