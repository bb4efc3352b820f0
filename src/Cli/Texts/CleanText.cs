using System.Buffers;
using System.Text;
using Pith.Text;

namespace Pith.Cli.Texts;

/// <summary>
/// The one way in which what models, tools and files say becomes text that a terminal may be given. Escape sequences are
/// taken out whole, even cut in two by a stream; any other control character, what turns the direction of text, and what
/// is no text become U+FFFD. What is left holds no character that steers: only newlines and tabs.
/// </summary>
internal sealed class CleanText
{
    private const int LongestSequence = 256;

    /// <summary>What must not pass: all that is unseen but tab and newline, and surrogates (pairs are looked at).</summary>
    private static readonly SearchValues<char> Watched = SearchValues.Create([.. Unseen.List.Where(c => c is not ('\t' or '\n')), .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _clean = new();
    private Inside _inside;
    private int _length;

    private enum Inside
    {
        Text,
        AfterReturn,
        Escape,
        Control,
        String,
        StringEscape,
    }

    /// <summary>A text that is whole.</summary>
    public static string Of(ReadOnlySpan<char> text) => text.IndexOfAny(Watched) < 0 ? text.ToString() : new CleanText().Take(text);

    /// <summary>Bytes that are whole.</summary>
    public static string Of(ReadOnlySpan<byte> utf8) => Of(Encoding.UTF8.GetString(utf8));

    /// <summary>One line of a text that is whole: further lines are joined by blanks.</summary>
    public static string LineOf(string text) => Of(text).ReplaceLineEndings(" ").Replace('\t', ' ');

    /// <summary>The next piece of a stream of bytes; a character cut in two waits for its rest.</summary>
    public string Take(ReadOnlySpan<byte> utf8)
    {
        var text = ArrayPool<char>.Shared.Rent(utf8.Length + 4);
        var length = _utf8.GetChars(utf8, text, flush: false);
        var clean = Take(text.AsSpan(0, length));
        ArrayPool<char>.Shared.Return(text);
        return clean;
    }

    /// <summary>The next piece of a stream of characters.</summary>
    public string Take(ReadOnlySpan<char> text)
    {
        _clean.Clear();
        while (!text.IsEmpty)
        {
            if (_inside == Inside.Text)
            {
                var plain = text.IndexOfAny(Watched);
                _clean.Append(plain < 0 ? text : text[..plain]);
                if (plain < 0)
                    break;
                text = text[plain..];
            }

            var (c, next) = (text[0], text.Length > 1 ? text[1] : '\0');
            text = text[(_inside == Inside.Text && char.IsHighSurrogate(c) && char.IsLowSurrogate(next) ? 2 : 1)..];
            if (_inside <= Inside.AfterReturn)
                Plain(c, next);
            else
                Sequence(c);
        }

        return _clean.ToString();
    }

    private void Plain(char c, char next)
    {
        if (_inside == Inside.AfterReturn)
        {
            _inside = Inside.Text;
            if (c == '\n')
                return; // of CR LF the newline is there already
        }

        switch (c)
        {
            case '\r':
                _clean.Append('\n');
                _inside = Inside.AfterReturn;
                return;
            case '\e':
                Begin(Inside.Escape);
                return;
            case '\u009B':
                Begin(Inside.Control);
                return;
            case '\u0090' or '\u0098' or '\u009D' or '\u009E' or '\u009F':
                Begin(Inside.String);
                return;
            case '\u00AD' or '\u180E' or '\u200B' or '\u200E' or '\u200F' or '\u061C' or '\uFEFF' or '\u2060':
                return; // nothing to be seen, and nothing lost
            case '\u2028' or '\u2029':
                _clean.Append(' ');
                return;
        }

        if (char.IsHighSurrogate(c) && char.IsLowSurrogate(next) && !Unseen.Is(new Rune(c, next)))
            _clean.Append(c).Append(next);
        else
            _clean.Append(c is '\t' or '\n' || !Watched.Contains(c) ? c : '\uFFFD');
    }

    private void Begin(Inside sequence) => (_inside, _length) = (sequence, 0);

    /// <summary>One character of a sequence. A newline, or too long a wait for its end, ends any: text cannot be hidden in one.</summary>
    private void Sequence(char c)
    {
        if (c == '\n' || ++_length > LongestSequence)
        {
            _inside = Inside.Text;
            Plain(c, '\0');
            return;
        }

        _inside = (_inside, c) switch
        {
            (_, '\u009C' or '\u0018' or '\u001A') => Inside.Text,
            (Inside.String, '\a') => Inside.Text,
            (Inside.String, '\e') => Inside.StringEscape,
            (Inside.String, _) => Inside.String,
            (Inside.StringEscape, '\\') => Inside.Text,
            (_, '\e') => Inside.Escape,
            (Inside.Escape or Inside.StringEscape, '[') => Inside.Control,
            (Inside.Escape or Inside.StringEscape, ']' or 'P' or 'X' or '^' or '_') => Inside.String,
            (Inside.Escape, >= ' ' and <= '/') => Inside.Escape,
            (Inside.Control, >= '@' and <= '~') => Inside.Text,
            (Inside.Control, _) => Inside.Control,
            _ => Inside.Text,
        };
    }
}
