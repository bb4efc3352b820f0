using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Pith.Compaction;

/// <summary>
/// Finds the atoms of a text: paths, identifiers and long numbers that look like code, left to right. An atom has at
/// least six characters and a slash, an underscore, a dot, a digit or a step from lower to upper case. Marks (<c>- . / : @</c>) may
/// stand inside an atom, not at its ends. Looks at 64 bytes at once, a bit for each.
/// </summary>
internal ref struct AtomScanner(ReadOnlySpan<byte> text)
{
    private const int Shortest = 6, Longest = 200, Width = 64;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at, _window = -Width; // where the next word is looked for, and where the bits begin
    private ulong _words, _parts, _signs; // bytes of words, those of them that are no marks, and those that look like code

    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Where it stands in the text.</summary>
    public int Start { get; private set; }

    public readonly AtomScanner GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_at < _text.Length)
        {
            if (_at >= _window + Width)
                Look();
            var parts = _parts >> _at - _window;
            if (parts == 0)
            {
                _at = _window + Width;
                continue;
            }

            _at += BitOperations.TrailingZeroCount(parts);
            var start = _at;
            if (End() is var end && end - start is >= Shortest and <= Longest)
            {
                Start = start;
                Current = _text[start..end];
                return true;
            }
        }

        return false;
    }

    /// <summary>Goes on to the end of the word that begins here. Behind its last byte that is no mark; 0 where it does not look like code.</summary>
    private int End()
    {
        var (end, looks, pending) = (0, false, false); // a mark counts if the word goes on
        while (true)
        {
            var offset = _at - _window;
            var run = BitOperations.TrailingZeroCount(~(_words >> offset));
            var word = (run == Width ? ulong.MaxValue : (1UL << run) - 1) << offset;
            var (parts, signs) = (_parts & word, _signs & word);
            if (parts != 0)
            {
                var last = BitOperations.Log2(parts);
                var behind = last == Width - 1 ? 0 : ulong.MaxValue << last + 1;
                looks |= pending | (signs & ~behind) != 0;
                (end, signs, pending) = (_window + last + 1, signs & behind, false);
            }

            pending |= signs != 0;
            _at += run;
            if (offset + run < Width || _at >= _text.Length)
                return looks ? end : 0;
            Look();
        }
    }

    /// <summary>Looks at the next bytes.</summary>
    private void Look()
    {
        _window = _at;
        var bytes = _text[_at..];
        if (bytes.Length < Width)
        {
            Span<byte> padded = stackalloc byte[Width];
            bytes.CopyTo(padded);
            Look(ref MemoryMarshal.GetReference(padded));
        }
        else
            Look(ref MemoryMarshal.GetReference(bytes));
    }

    private void Look(ref byte first)
    {
        var (low, high) = (Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, Width / 2));
        var lower = Bits(IsIn(low, 'a', 'z'), IsIn(high, 'a', 'z'));
        var upper = Bits(IsIn(low, 'A', 'Z'), IsIn(high, 'A', 'Z'));
        var marks = Bits(IsMark(low), IsMark(high));
        var signs = Bits(IsSign(low), IsSign(high));
        _parts = lower | upper | signs & ~marks | Bits(Is(low, '~'), Is(high, '~'));
        _words = _parts | marks;
        _signs = signs | upper & (lower << 1 | (_at > 0 && char.IsAsciiLetterLower((char)_text[_at - 1]) ? 1UL : 0));
    }

    private static Vector256<byte> IsMark(Vector256<byte> bytes) => IsIn(bytes, '-', '/') | Is(bytes, ':') | Is(bytes, '@');

    /// <summary>Dots, slashes, digits and underscores.</summary>
    private static Vector256<byte> IsSign(Vector256<byte> bytes) => IsIn(bytes, '.', '9') | Is(bytes, '_');

    private static Vector256<byte> Is(Vector256<byte> bytes, char one) => Vector256.Equals(bytes, Vector256.Create((byte)one));

    private static Vector256<byte> IsIn(Vector256<byte> bytes, char first, char last) =>
        Vector256.LessThanOrEqual(bytes - Vector256.Create((byte)first), Vector256.Create((byte)(last - first)));

    private static ulong Bits(Vector256<byte> low, Vector256<byte> high) => low.ExtractMostSignificantBits() | (ulong)high.ExtractMostSignificantBits() << Width / 2;
}
