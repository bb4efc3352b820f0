using System.Buffers;
using System.Text;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Keys;

/// <content>Keys that are more than a character: control codes and what begins with an escape.</content>
internal sealed partial class KeyDecoder
{
    private int Sequence(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1)
            return 0;
        switch (bytes[1])
        {
            case (byte)'[':
                var end = bytes[2..].IndexOfAnyInRange((byte)'@', (byte)'~');
                if (end < 0)
                    return bytes.Length > LongestSequence ? bytes.Length : 0;
                Csi(Encoding.Latin1.GetString(bytes.Slice(2, end)), (char)bytes[end + 2]);
                return end + 3;
            case (byte)'O':
                if (bytes.Length == 2)
                    return 0;
                _keys.Add(new Key(Named((char)bytes[2])));
                return 3;
            case Escape when bytes.Length > 2 && bytes[2] is (byte)'[' or (byte)'O':
                // Alt with an arrow, as some terminals send it.
                var (first, taken) = (_keys.Count, Sequence(bytes[1..]));
                for (var i = first; i < _keys.Count; i++)
                    _keys[i] = _keys[i] with { Held = _keys[i].Held | Held.Alt };
                return taken == 0 ? 0 : taken + 1;
            case Escape:
                _keys.Add(new Key(KeyName.Escape));
                return 1;
            case < 0x20 or Delete:
                _keys.Add(Control(bytes[1], Held.Alt));
                return 2;
            default:
                var status = Rune.DecodeFromUtf8(bytes[1..], out var rune, out var length);
                if (status == OperationStatus.NeedMoreData)
                    return 0;
                _keys.Add(new Key(KeyName.Text, CleanText.Of(rune.ToString()), Held.Alt));
                return length + 1;
        }
    }

    private void Csi(string body, char final)
    {
        var numbers = body.Split(';').Select(p => int.TryParse(p.Split(':')[0], out var n) ? n : 0).ToArray();
        var held = numbers.Length > 1 && numbers[1] > 0 ? (Held)(numbers[1] - 1) & (Held.Shift | Held.Alt | Held.Control) : Held.None;
        switch (final)
        {
            case '~' when numbers[0] == 200:
                _paste = new ArrayBufferWriter<byte>();
                return;
            case '~' when numbers is [27, _, var code]:
                _keys.Add(Coded(code, held));
                return;
            case 'u' when body.Length > 0 && char.IsAsciiDigit(body[0]):
                _keys.Add(Coded(numbers[0], held));
                return;
            case '~':
                _keys.Add(new Key(numbers[0] switch { 1 or 7 => KeyName.Home, 4 or 8 => KeyName.End, 3 => KeyName.Delete, 5 => KeyName.PageUp, 6 => KeyName.PageDown, _ => KeyName.Unknown }, "", held));
                return;
            case 'Z':
                _keys.Add(new Key(KeyName.BackTab, "", Held.Shift));
                return;
            default:
                _keys.Add(new Key(Named(final), "", held));
                return;
        }
    }

    private static KeyName Named(char final) => final switch
    {
        'A' => KeyName.Up,
        'B' => KeyName.Down,
        'C' => KeyName.Right,
        'D' => KeyName.Left,
        'H' => KeyName.Home,
        'F' => KeyName.End,
        'M' => KeyName.Enter,
        _ => KeyName.Unknown,
    };

    /// <summary>A key that is told by its character: CSI u, and xterm's older way.</summary>
    private static Key Coded(int code, Held held)
    {
        if (code is 13 or 9 or 8 or Delete)
            return Control((byte)code, held);
        if (code == Escape)
            return new Key(KeyName.Escape, "", held);
        if (!Rune.TryCreate(code, out var rune) || code is < 0x20 or (>= 0xE000 and <= 0xF8FF))
            return new Key(KeyName.Unknown);
        return held.HasFlag(Held.Control)
            ? new Key(KeyName.Control, rune.ToString().ToLowerInvariant(), held & Held.Alt)
            : new Key(KeyName.Text, CleanText.Of(rune.ToString()), held & Held.Alt);
    }

    private static Key Control(byte code, Held held) => code switch
    {
        0x0D => new Key(held == Held.None ? KeyName.Enter : KeyName.NewLine, "", held),
        0x0A => new Key(KeyName.NewLine, "", held),
        0x09 => new Key(held.HasFlag(Held.Shift) ? KeyName.BackTab : KeyName.Tab, "", held),
        0x08 or Delete => new Key(KeyName.Backspace, "", held),
        _ => new Key(KeyName.Control, ((char)(code < 0x1B ? code + 0x60 : code + 0x40)).ToString(), held),
    };
}
