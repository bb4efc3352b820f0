using System.Security.Cryptography;
using Pith.Store;

namespace Pith.Compaction;

/// <summary>The name of a text that mostly grows: what was hashed before is not hashed again. A sixth of a plan at 200,000 tokens otherwise.</summary>
internal sealed class HistoryHash
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private BlobHash _last;
    private int _length = -1;

    /// <summary>The name of a text which is the beginning of the last one, or begins with it.</summary>
    public BlobHash Of(ReadOnlySpan<byte> text)
    {
        if (text.Length == _length)
            return _last;
        Span<byte> digest = stackalloc byte[BlobHash.Size];
        if (text.Length < _length)
            _hash.GetHashAndReset(digest);
        _hash.AppendData(text[(text.Length < _length ? 0 : Math.Max(0, _length))..]);
        _length = text.Length;
        _hash.GetCurrentHash(digest);
        return _last = new BlobHash(digest);
    }
}
