using System.Globalization;

namespace Pith.Permissions.Shell;

/// <summary><c>$'…'</c>, whose escapes are those of C.</summary>
internal sealed partial class ShellParser
{
    private void AnsiQuoted(ref WordTraits traits)
    {
        var open = at;
        at += 2;
        while (!Refused && Peek() != '\'')
        {
            if (at >= end)
                Refuse("a quote is not closed", open);
            else if (Peek() == '\\')
                AnsiEscape(ref traits);
            else
                built.Append(text[at++]);
        }

        at = Refused ? end : at + 1;
        traits |= WordTraits.Quoted;
    }

    private void AnsiEscape(ref WordTraits traits)
    {
        var c = Peek(1);
        at += 2;
        switch (c)
        {
            case 'x':
                Code(16, 2, ref traits);
                break;
            case 'u':
                Code(16, 4, ref traits);
                break;
            case 'U':
                Code(16, 8, ref traits);
                break;
            case >= '0' and <= '7':
                at--;
                Code(8, 3, ref traits);
                break;
            case 'c':
                // Control characters by name; what they make is nothing to decide on.
                traits |= WordTraits.Dynamic;
                at = Math.Min(at + 1, end);
                break;
            default:
                var index = "abeEfnrtv\\'\"?".IndexOf(c, StringComparison.Ordinal);
                if (index < 0)
                    built.Append('\\').Append(c);
                else
                    built.Append("\a\b\u001b\u001b\f\n\r\t\v\\'\"?"[index]);
                break;
        }
    }

    private void Code(int numberBase, int most, ref WordTraits traits)
    {
        var length = 0;
        while (length < most && (numberBase == 16 ? char.IsAsciiHexDigit(Peek(length)) : Peek(length) is >= '0' and <= '7'))
            length++;
        var value = 0u;
        for (var i = 0; i < length; i++)
            value = value * (uint)numberBase + uint.Parse(text.AsSpan(at + i, 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        at += length;
        // NUL ends the text in some shells, and single bytes beyond ASCII make text only together.
        if (value is > 0 and < 0x80)
            built.Append((char)value);
        else
            traits |= WordTraits.Dynamic;
    }
}
