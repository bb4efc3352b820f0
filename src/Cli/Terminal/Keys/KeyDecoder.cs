using System.Buffers;
using System.Text;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Keys;

/// <summary>
/// A terminal's bytes to keys: UTF-8, CSI and SS3 sequences, Alt as a leading escape, CSI u, bracketed paste. Linear in the
/// bytes, however they are cut; a paste is one key.
/// </summary>
internal sealed partial class KeyDecoder
{
    private const int LongestSequence = 64;
    private const byte Escape = 0x1B, Delete = 0x7F;

    private static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), Delete]);

    private readonly List<Key> _keys = [];
    private byte[] _pending = [];
    private ArrayBufferWriter<byte>? _paste;

    /// <summary>Whether an escape waits for what may follow it: after some milliseconds it was the key itself, see <see cref="Flush"/>.</summary>
    public bool IsWaiting => _pending.Length > 0;

    /// <summary>The keys that are whole with these bytes.</summary>
    public IReadOnlyList<Key> Take(ReadOnlySpan<byte> bytes)
    {
        _keys.Clear();
        if (_pending.Length > 0)
        {
            bytes = (byte[])[.. _pending, .. bytes];
            _pending = [];
        }

        while (!bytes.IsEmpty)
        {
            var taken = _paste is not null ? Pasted(bytes) : One(bytes);
            if (taken == 0)
            {
                _pending = bytes.ToArray();
                break;
            }

            bytes = bytes[taken..];
        }

        return [.. _keys];
    }

    /// <summary>Nothing more came: what waited was all there is.</summary>
    public IReadOnlyList<Key> Flush()
    {
        _keys.Clear();
        var rest = _pending;
        _pending = [];
        if (rest is [Escape])
            _keys.Add(new Key(KeyName.Escape));
        else if (rest is [Escape, .. var letters])
            _keys.Add(new Key(KeyName.Text, CleanText.Of(letters), Held.Alt));
        return [.. _keys];
    }

    private int One(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] == Escape)
            return Sequence(bytes);
        if (bytes[0] < 0x20 || bytes[0] == Delete)
        {
            _keys.Add(Control(bytes[0], Held.None));
            return 1;
        }

        var end = bytes.IndexOfAny(Controls);
        var text = end < 0 ? bytes : bytes[..end];
        var whole = end < 0 ? WholeLength(text) : text.Length;
        if (whole > 0)
            _keys.Add(new Key(KeyName.Text, CleanText.Of(text[..whole])));
        return whole;
    }

    /// <summary>The bytes but for a character at the end that is not whole.</summary>
    private static int WholeLength(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
            if (text[^back] >= 0xC0)
                return Rune.DecodeFromUtf8(text[^back..], out _, out _) == OperationStatus.NeedMoreData ? text.Length - back : text.Length;
        return text.Length;
    }

    private int Pasted(ReadOnlySpan<byte> bytes)
    {
        var end = "\e[201~"u8;
        // The end may have begun in the piece before.
        var from = Math.Max(0, _paste!.WrittenCount - end.Length + 1);
        var before = _paste.WrittenCount;
        _paste.Write(bytes);
        var at = _paste.WrittenSpan[from..].IndexOf(end);
        if (at < 0)
            return bytes.Length;
        _keys.Add(new Key(KeyName.Paste, CleanText.Of(_paste.WrittenSpan[..(from + at)])));
        _paste = null;
        return from + at + end.Length - before;
    }
}
