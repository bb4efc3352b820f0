using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Pith.Text;

namespace Pith.Cli.Verbs;

/// <summary>Finds the first bytes of a stream that are no UTF-8, at the speed of the vectorised validator.</summary>
internal struct Utf8Watch()
{
    private long _invalidAt = -1, _nulAt = -1;
    private readonly byte[] _carry = new byte[4];
    private int _carried;

    /// <summary>Looks at the next chunk.</summary>
    /// <param name="chunk">Bytes as they come; characters may be split between chunks.</param>
    /// <param name="offset">Where the chunk starts.</param>
    public void Append(ReadOnlySpan<byte> chunk, long offset)
    {
        if (_nulAt < 0 && chunk.IndexOf((byte)0) is var nul and >= 0)
            _nulAt = offset + nul;
        if (_invalidAt >= 0)
            return;
        while (_carried > 0 && !chunk.IsEmpty)
        {
            _carry[_carried++] = chunk[0];
            chunk = chunk[1..];
            offset++;
            var status = Rune.DecodeFromUtf8(_carry.AsSpan(0, _carried), out _, out _);
            if (status == OperationStatus.NeedMoreData)
                continue;
            if (status == OperationStatus.InvalidData)
            {
                _invalidAt = offset - _carried;
                return;
            }

            _carried = 0;
        }

        var tail = Utf8Text.OpenTail(chunk);
        var whole = chunk[..^tail];
        if (!Utf8.IsValid(whole))
            _invalidAt = offset + FirstInvalid(whole);
        chunk[^tail..].CopyTo(_carry.AsSpan(_carried));
        _carried += tail;
    }

    /// <summary>No more follows, up to here: a character that is open is broken.</summary>
    /// <param name="length">Where the last chunk ended.</param>
    public void Close(long length)
    {
        if (_invalidAt < 0 && _carried > 0)
            _invalidAt = length - _carried;
    }

    /// <summary>Adds what another saw elsewhere in the same file; both are closed.</summary>
    public void Join(in Utf8Watch other)
    {
        _invalidAt = First(_invalidAt, other._invalidAt);
        _nulAt = First(_nulAt, other._nulAt);

        static long First(long a, long b) => a < 0 || (b >= 0 && b < a) ? b : a;
    }

    /// <summary>What to doubt, as a phrase behind the file's name; null where there is nothing.</summary>
    public readonly string? Doubt()
    {
        if (_invalidAt >= 0)
            return $"holds bytes that are no UTF-8, the first at byte {_invalidAt:N0}; they are counted as the replacement character";
        return _nulAt < 0 ? null : $"holds a NUL at byte {_nulAt:N0}; if it is UTF-16, convert it first with iconv -t utf-8";
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var used) == OperationStatus.Done)
            at += used;
        return at;
    }
}
