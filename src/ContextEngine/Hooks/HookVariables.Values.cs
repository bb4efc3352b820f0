using System.Text;

namespace Pith.Hooks;

/// <content>A value: texts in any quotes, and variables in them.</content>
internal sealed partial class HookVariables
{
    private string? Value()
    {
        var value = new StringBuilder();
        if (_at < text.Length && text[_at] == '~' && (_at + 1 == text.Length || text[_at + 1] is '/' or ' ' or '\n' or ':'))
        {
            value.Append(Known("HOME"));
            _at++;
        }

        while (_at < text.Length)
            switch (text[_at])
            {
                case ' ' or '\t' or '\n' or '\r' or ';':
                    return value.ToString();
                case '\'':
                    if (text.IndexOf('\'', _at + 1) is var close && close < 0)
                        return null;
                    value.Append(text, _at + 1, close - _at - 1);
                    _at = close + 1;
                    break;
                case '"':
                    if (!Quoted(value))
                        return null;
                    break;
                case '$' when _at + 1 < text.Length && text[_at + 1] == '\'':
                    if (!AnsiText.TryRead(text, ref _at, value))
                        return null;
                    break;
                case '$':
                    if (!Named(value))
                        return null;
                    break;
                case '\\' when _at + 1 < text.Length && text[_at + 1] != '\n':
                    value.Append(text[_at + 1]);
                    _at += 2;
                    break;
                case '`' or '(' or ')' or '&' or '|' or '<' or '>' or '\\':
                    return null;
                default:
                    value.Append(text[_at++]);
                    break;
            }

        return value.ToString();
    }

    private bool Quoted(StringBuilder value)
    {
        for (_at++; _at < text.Length;)
            switch (text[_at])
            {
                case '"':
                    _at++;
                    return true;
                case '`':
                    return false;
                case '$' when _at + 1 < text.Length && (text[_at + 1] is '{' or '(' or '_' || char.IsAsciiLetter(text[_at + 1])):
                    if (!Named(value))
                        return false;
                    break;
                case '\\' when _at + 1 < text.Length && text[_at + 1] is '"' or '\\' or '$' or '`':
                    value.Append(text[_at + 1]);
                    _at += 2;
                    break;
                default:
                    value.Append(text[_at++]);
                    break;
            }

        return false;
    }

    /// <summary><c>$NAME</c> or <c>${NAME}</c>, and nothing else that begins so.</summary>
    private bool Named(StringBuilder value)
    {
        var isBraced = _at + 1 < text.Length && text[_at + 1] == '{';
        var start = _at + (isBraced ? 2 : 1);
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        if (end == start || char.IsAsciiDigit(text[start]) || isBraced && (end == text.Length || text[end] != '}'))
            return false;
        var known = Known(text[start..end]);
        if (IsTooLong(value.Length + known.Length, _together))
            return false;
        value.Append(known);
        _at = end + (isBraced ? 1 : 0);
        return true;
    }
}
