using System.Buffers;

namespace Pith.Permissions.Scripts;

/// <summary>
/// Cuts a script into pieces, each from a place that the parser says, so that a slash is read as what it is there. Signs that browsers read in two
/// ways (<c>&lt;!--</c>, escapes in names, line separators) are not understood on purpose.
/// </summary>
internal static class ScriptScanner
{
    /// <summary>Longest first: the language takes as much as it can.</summary>
    private static readonly string[] Signs =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**",
        "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".", "`",
    ];

    private static readonly SearchValues<char> InNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$");

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The piece that begins at a place or behind the space there.</summary>
    public static ScriptToken From(string text, int at)
    {
        var breaks = false;
        while (at < text.Length)
        {
            var rest = text.AsSpan(at);
            if (rest[0] is ' ' or '\t' or '\r' or '\n')
            {
                breaks |= rest[0] is '\r' or '\n';
                at++;
            }
            else if (rest.StartsWith("//"))
            {
                var length = rest.IndexOfAny('\r', '\n');
                at = length < 0 ? text.Length : at + length;
            }
            else if (rest.StartsWith("/*"))
            {
                var length = rest[2..].IndexOf("*/");
                if (length < 0)
                    return new ScriptToken(ScriptTokenKind.Unknown, at, text.Length, breaks);
                breaks |= rest[2..][..length].ContainsAny('\r', '\n');
                at += length + 4;
            }
            else
            {
                return Piece(text, at, breaks);
            }
        }

        return new ScriptToken(ScriptTokenKind.End, text.Length, text.Length, breaks);
    }

    /// <summary>Where the regular expression that begins at a slash ends, with its flags; -1 where it does not.</summary>
    public static int EndOfPattern(string text, int at)
    {
        var inClass = false;
        for (var i = at + 1; i < text.Length && text[i] is not ('\r' or '\n'); i++)
            if (text[i] == '\\')
                i++;
            else if (text[i] is '[' or ']')
                inClass = text[i] == '[';
            else if (text[i] == '/' && !inClass)
                return i + 1 + Run(text.AsSpan(i + 1));
        return -1;
    }

    private static ScriptToken Piece(string text, int at, bool breaks)
    {
        ScriptToken Of(ScriptTokenKind kind, int end) => new(kind, at, end, breaks);
        var rest = text.AsSpan(at);
        if (char.IsAsciiDigit(rest[0]) || rest[0] == '.' && rest.Length > 1 && char.IsAsciiDigit(rest[1]))
            return NumberEnd(rest) is > 0 and var number ? Of(ScriptTokenKind.Number, at + number) : Of(ScriptTokenKind.Unknown, text.Length);
        if (InNames.Contains(rest[0]))
            return Of(ScriptTokenKind.Name, at + Run(rest));
        if (rest[0] is '\'' or '"')
            return TextEnd(rest) is > 0 and var quoted ? Of(ScriptTokenKind.Text, at + quoted) : Of(ScriptTokenKind.Unknown, text.Length);
        // A comment to browsers, in scripts that are no modules.
        if (rest.StartsWith("<!--") || rest.StartsWith("-->"))
            return Of(ScriptTokenKind.Unknown, text.Length);
        // "a?.5:b" chooses.
        if (rest.StartsWith("?.") && rest.Length > 2 && char.IsAsciiDigit(rest[2]))
            return Of(ScriptTokenKind.Sign, at + 1);
        foreach (var sign in Signs)
            if (rest.StartsWith(sign))
                return Of(ScriptTokenKind.Sign, at + sign.Length);
        return Of(ScriptTokenKind.Unknown, text.Length);
    }

    private static int Run(ReadOnlySpan<char> text) => text.IndexOfAnyExcept(InNames) is >= 0 and var length ? length : text.Length;

    /// <summary>Decimal with a fraction and an exponent, or of another base; 0 for all else, such as big integers, and eights behind a zero, whose point would be no fraction's.</summary>
    private static int NumberEnd(ReadOnlySpan<char> text)
    {
        var end = 0;
        if (text.Length > 1 && text[0] == '0' && char.IsAsciiLetter(text[1]))
        {
            end = Run(text);
            return end > 2 && text[1] is 'x' or 'X' && !text[2..end].ContainsAnyExcept(Hex) ? end : 0;
        }

        if (text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]))
            return 0;

        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        if (end < text.Length && text[end] == '.')
            do
                end++;
            while (end < text.Length && char.IsAsciiDigit(text[end]));
        if (end < text.Length && text[end] is 'e' or 'E')
        {
            end += end + 1 < text.Length && text[end + 1] is '+' or '-' ? 2 : 1;
            var digits = end;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            if (end == digits)
                return 0;
        }

        return end < text.Length && (InNames.Contains(text[end]) || text[end] == '\\' || text[end] > '~') ? 0 : end;
    }

    private static int TextEnd(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length && text[i] is not ('\r' or '\n'); i++)
            if (text[i] == '\\')
                i++;
            else if (text[i] == text[0])
                return i + 1;
        return 0;
    }
}
