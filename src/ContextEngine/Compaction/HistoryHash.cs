using System.Security.Cryptography;
using Pith.Store;

namespace Pith.Compaction;

/// <summary>
/// The names of texts that mostly begin alike: the beginning that was hashed before is not hashed again. A sixth of a plan
/// at 200,000 tokens otherwise.
/// </summary>
internal sealed class HistoryHash
{
    private readonly IncrementalHash _beginning = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _length;

    /// <summary>The conversation has grown: the next name is worth a copy of what is known of the beginning, 136 bytes.</summary>
    public bool HasNews { get; set; }

    /// <summary>The name of a text.</summary>
    /// <param name="text">Begins like those before.</param>
    /// <param name="lasting">Bytes that the next text is likely to begin with.</param>
    public BlobHash Of(ReadOnlySpan<byte> text, int lasting)
    {
        if (lasting < _length || lasting < text.Length && !HasNews)
            return BlobHash.Of(text); // another plan at the same place, which allocates nothing
        HasNews = false;
        Span<byte> digest = stackalloc byte[BlobHash.Size];
        _beginning.AppendData(text[_length..lasting]);
        _length = lasting;
        if (lasting == text.Length)
        {
            _beginning.GetCurrentHash(digest);
            return new BlobHash(digest);
        }

        using var whole = _beginning.Clone();
        whole.AppendData(text[lasting..]);
        whole.GetHashAndReset(digest);
        return new BlobHash(digest);
    }
}
