using System.Buffers;

namespace Pith.Compaction;

/// <summary>
/// Finds the atoms of a text: paths, identifiers and long numbers that look like code, left to right. An atom has at
/// least six characters and a slash, an underscore, a dot, a digit or a step from lower to upper case.
/// </summary>
internal ref struct AtomScanner(ReadOnlySpan<byte> text)
{
    private const int Shortest = 6, Longest = 200;

    private static readonly SearchValues<byte> Part =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@~-"u8);

    private ReadOnlySpan<byte> _rest = text;

    public ReadOnlySpan<byte> Current { get; private set; }

    public readonly AtomScanner GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var start = _rest.IndexOfAny(Part);
            if (start < 0)
                break;
            _rest = _rest[start..];
            var length = _rest.IndexOfAnyExcept(Part);
            var word = length < 0 ? _rest : _rest[..length];
            _rest = length < 0 ? [] : _rest[length..];
            word = word.Trim(".-/:@"u8);
            if (word.Length is < Shortest or > Longest || !LooksLikeCode(word))
                continue;
            Current = word;
            return true;
        }

        return false;
    }

    private static bool LooksLikeCode(ReadOnlySpan<byte> word)
    {
        var lower = false;
        foreach (var c in word)
        {
            if (c is (byte)'/' or (byte)'_' or (byte)'.' || (uint)(c - '0') < 10)
                return true;
            if (lower && (uint)(c - 'A') < 26)
                return true;
            lower = (uint)(c - 'a') < 26;
        }

        return false;
    }
}
