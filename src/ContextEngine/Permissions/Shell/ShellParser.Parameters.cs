namespace Pith.Permissions.Shell;

/// <summary><c>${…}</c> in its many forms.</summary>
internal sealed partial class ShellParser
{
    private void Parameter(bool quoted, int start)
    {
        if (!Descend())
            return;
        if (Peek() is ' ' or '\t' or '\n' or '|')
            Refuse("a substitution in braces, which only some shells know", start);
        var indirect = Peek() == '!' && Peek(1) != '}';
        if (indirect || Peek() == '#' && Peek(1) is not ('}' or ':' or '-' or '+' or '=' or '?' or '%' or '#' or '/'))
            at++;
        var name = ParameterName(start);
        if (Peek() == '[')
        {
            at++;
            SubscriptRest("the subscript");
        }

        if (indirect)
            Indirect(start);
        Operation(name, quoted, start);
        depth--;
    }

    private string ParameterName(int start)
    {
        var from = at;
        if (IsNameStart(Peek()))
            while (IsNamePart(Peek()))
                at++;
        else if (char.IsAsciiDigit(Peek()))
            while (char.IsAsciiDigit(Peek()))
                at++;
        else if (Peek() is '@' or '*' or '#' or '?' or '-' or '$' or '!')
            at++;
        else
            Refuse("an expansion names no parameter", start);
        return Refused ? "" : text[from..at];
    }

    /// <summary><c>${!name}</c> takes what the variable holds for a name, subscript and all; the lists of names are harmless.</summary>
    private void Indirect(int start)
    {
        if (Peek() is '*' or '@' && Peek(1) == '}')
            at++;
        else if (text[at - 1] != ']')
            notes.EvaluatesUnknown("a variable that another names", PlaceOf(start));
    }

    private void Operation(string name, bool quoted, int start)
    {
        var c = Peek();
        if (c == ':' && Peek(1) is not ('-' or '=' or '?' or '+'))
        {
            at++;
            Arithmetic("}", start);
            return;
        }

        if (c == '@')
        {
            // @P would expand the value once more, commands and all.
            if (Peek(1) is not ('Q' or 'E' or 'A' or 'K' or 'a' or 'k' or 'U' or 'u' or 'L') || Peek(2) != '}')
                Refuse("a transformation that may run what the value says", start);
            at = Math.Min(at + 2, end);
        }
        else if (c is ':' or '-' or '=' or '?' or '+' or '#' or '%' or '/' or '^' or ',')
        {
            if (c == '=' || c == ':' && Peek(1) == '=')
            {
                notes.Assigned(name, isNumber: false, PlaceOf(start));
                notes.Sets(name, PlaceOf(start));
            }

            at += c == ':' ? 2 : 1;
            OperationWord(quoted, start);
        }

        Expect('}', "the expansion");
    }

    /// <summary>The word of an operation. Quotes within quotes are read differently from shell to shell, and so are refused.</summary>
    private void OperationWord(bool quoted, int start)
    {
        var ignored = WordTraits.None;
        var scan = new WordScan();
        var mark = built.Length;
        while (!Refused && Peek() is not ('}' or '\0'))
        {
            if (Peek() == '\'' && quoted)
                Refuse("a single quote inside an expansion inside double quotes, which shells read in two ways", at);
            else if (Peek() == '{' || IsProcessSubstitution())
                Refuse("an expansion holds what shells read in two ways", at);
            else if (Peek() == '"')
            {
                at++;
                DoubleQuoted(ref ignored);
            }
            else if (quoted)
                QuotedPiece(ref ignored, closer: '}');
            else
                Piece(ref scan, start);
        }

        built.Length = Math.Min(mark, built.Length);
    }
}
