using System.IO.Hashing;

namespace Pith.Providers;

/// <summary>
/// Inside an epoch request n+1 begins with the bytes of request n: the prompt cache, the signatures of thinking and every
/// replay depend on it. This holds each request to the one before, by one hash of each segment (10 GB/s: a million tokens
/// take half a millisecond), before a byte is sent. Markers of the cache are no part of it.
/// </summary>
public sealed class PrefixGuard
{
    private readonly List<(ReadOnlyMemory<byte> Bytes, UInt128 Hash)> _sent = [];

    /// <summary>Checks the segments of a request and remembers them.</summary>
    /// <param name="segments">Tools, system, then the messages in order, as they go over the wire.</param>
    /// <exception cref="PrefixBrokenException">They do not begin with those of the last request.</exception>
    public void Check(IReadOnlyList<ReadOnlyMemory<byte>> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        if (segments.Count < _sent.Count)
            throw new PrefixBrokenException($"the request has {segments.Count} parts where the one before had {_sent.Count}");
        for (var i = 0; i < segments.Count; i++)
        {
            var hash = XxHash128.HashToUInt128(segments[i].Span);
            if (i >= _sent.Count)
                _sent.Add((segments[i], hash));
            else if (hash != _sent[i].Hash)
                throw Broken(i, segments[i].Span, _sent[i].Bytes.Span);
        }
    }

    /// <summary>An epoch boundary: the next request may begin as it likes.</summary>
    public void Boundary() => _sent.Clear();

    private static PrefixBrokenException Broken(int part, ReadOnlySpan<byte> now, ReadOnlySpan<byte> before)
    {
        var name = part switch { 0 => "the tools", 1 => "the system text", _ => $"message {part - 2}" };
        var at = now.CommonPrefixLength(before);
        // The same array, written over: then what was there is gone, and only the hash knows.
        var place = at == now.Length && at == before.Length ? "was changed in place after it was sent" : $"first differs at byte {at}";
        return new PrefixBrokenException($"the request would not begin with the bytes of the one before: {name} {place}");
    }
}
