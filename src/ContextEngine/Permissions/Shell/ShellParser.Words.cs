namespace Pith.Permissions.Shell;

/// <summary>Words and their quotes.</summary>
internal sealed partial class ShellParser
{
    /// <summary>What a word shows while it is read.</summary>
    private struct WordScan
    {
        public WordTraits Traits;
        public bool Bracket, Brace, Comma;
    }

    /// <summary>Reads a word up to the next blank or operator.</summary>
    private ShellWord Word()
    {
        var (start, from) = (at, built.Length);
        var scan = new WordScan();
        while (!Refused && (!IsMeta(Peek()) || IsProcessSubstitution()))
            Piece(ref scan, start);
        if (Peek() == '(' && at > start && !Refused && !IsNameOfFunction(start))
            Refuse("a parenthesis is not expected here", at);
        // Digits continued on another line, right before a redirection, are a descriptor to some shells.
        if ((scan.Traits & WordTraits.Continued) != 0 && Peek() is '<' or '>')
            Refuse("a word is continued right before a redirection", at);
        return Finish(scan, start, from);
    }

    private ShellWord Finish(WordScan scan, int start, int from)
    {
        if (Refused)
            return new ShellWord("", WordTraits.Quoted, PlaceOf(start), PlaceOf(start));
        var word = built.ToString(from, built.Length - from);
        built.Length = from;
        if ((scan.Traits & WordTraits.Dynamic) != 0 && IsNumberSource(text.AsSpan(start, at - start)))
            scan.Traits |= WordTraits.Number;
        return new ShellWord(word, scan.Traits, PlaceOf(start), PlaceOf(at));
    }

    /// <summary>The grammar of functions is the only place where a parenthesis follows a word.</summary>
    private bool IsNameOfFunction(int start)
    {
        for (var i = start; i < at; i++)
            if (text[i] is '\'' or '"' or '$' or '`' or '\\' or '*' or '?' or '@' or '!' or '+' or '=' or '[')
                return false;
        var next = 1;
        while (IsBlank(Peek(next)))
            next++;
        return Peek(next) == ')';
    }

    /// <summary>Takes one character, quotation or expansion of a word.</summary>
    private void Piece(ref WordScan scan, int start)
    {
        var (c, pieceStart) = (Peek(), at);
        switch (c)
        {
            case '\\':
                Escape(ref scan);
                return;
            case '\'':
                SingleQuoted();
                scan.Traits |= WordTraits.Quoted;
                return;
            case '"':
                at++;
                DoubleQuoted(ref scan.Traits);
                scan.Traits |= WordTraits.Quoted;
                return;
            case '$':
                Dollar(ref scan.Traits, quoted: false);
                return;
            case '`':
                Backquoted(ref scan.Traits, quoted: false);
                return;
            case '<' or '>' when IsProcessSubstitution(): // elsewhere they are letters: ${x:-<"…"}
                ProcessSubstitution(ref scan.Traits);
                if (pieceStart == start && IsMeta(Peek()) && !IsProcessSubstitution())
                    scan.Traits |= WordTraits.Process;
                return;
            case '*' or '?':
                scan.Traits |= WordTraits.Pattern;
                break;
            case '[':
                scan.Bracket = true;
                break;
            case ']' when scan.Bracket:
                scan.Traits |= WordTraits.Pattern;
                break;
            case '{':
                scan.Brace = true;
                break;
            case ',':
            case '.' when Peek(1) == '.':
                scan.Comma |= scan.Brace;
                break;
            case '}' when scan.Comma:
                scan.Traits |= WordTraits.Braces;
                break;
            case '~' when at == start || text[at - 1] is '=' or ':':
                // After '=' and ':' it is expanded in assignments only; which words are that is not told here.
                scan.Traits |= at == start ? WordTraits.Tilde : WordTraits.Dynamic;
                break;
        }

        built.Append(c);
        at++;
    }

    private void Escape(ref WordScan scan)
    {
        at++;
        if (Peek() == '\n')
        {
            scan.Traits |= WordTraits.Continued;
            at++;
            return;
        }

        built.Append(at < end ? text[at] : '\\');
        if (at < end)
            at++;
        scan.Traits |= WordTraits.Quoted;
    }

    private void SingleQuoted()
    {
        var close = text.IndexOf('\'', at + 1, end - at - 1);
        if (close < 0)
        {
            Refuse("a single quote is not closed", at);
            return;
        }

        built.Append(text, at + 1, close - at - 1);
        at = close + 1;
    }

    private void DoubleQuoted(ref WordTraits traits)
    {
        var open = at - 1;
        while (!Refused && Peek() != '"')
        {
            if (at >= end)
                Refuse("a double quote is not closed", open);
            else
                QuotedPiece(ref traits, closer: '"');
        }

        if (!Refused)
            at++;
    }

    /// <summary>One piece of text in which only <c>$</c>, <c>`</c> and <c>\</c> mean anything: double quotes and documents.</summary>
    private void QuotedPiece(ref WordTraits traits, char closer)
    {
        var c = Peek();
        if (c == '$')
            Dollar(ref traits, quoted: true);
        else if (c == '`')
            Backquoted(ref traits, quoted: true);
        else if (c == '\\' && Peek(1) == '\n')
            at += 2;
        else
        {
            if (c == '\\' && Peek(1) is '$' or '`' or '\\' || c == '\\' && closer == '"' && Peek(1) == '"')
                at++;
            built.Append(text[at++]);
        }
    }
}
