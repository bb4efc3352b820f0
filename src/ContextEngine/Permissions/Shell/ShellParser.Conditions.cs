namespace Pith.Permissions.Shell;

/// <summary><c>[[ … ]]</c>: nothing runs in it but substitutions, and some operators evaluate what they compare.</summary>
internal sealed partial class ShellParser
{
    private Flow Condition(int start)
    {
        Alternatives();
        SkipLines();
        ExpectWord("]]", "the condition", start);
        return Flow.Of(now);
    }

    private void Alternatives()
    {
        if (!Descend())
            return;
        do
            ConditionTerm();
        while (!Refused && (Take("||") || Take("&&")));
        depth--;
    }

    private void ConditionTerm()
    {
        SkipLines();
        while (Keyword() == "!")
        {
            at++;
            SkipLines();
        }

        if (Take('('))
        {
            Alternatives();
            SkipLines();
            Expect(')', "the condition");
        }
        else
            Comparison();
        SkipLines();
    }

    private void Comparison()
    {
        if (IsMeta(Peek()) && !IsProcessSubstitution() || Keyword() == "]]")
        {
            Refuse("a condition is missing here", at);
            return;
        }

        var left = Word();
        SkipBlanks();
        if (left is { IsLiteral: true, Text: ['-', var letter] } && "abcdefghknoprstuvwxzGLNORS".Contains(letter))
        {
            if (AtConditionEnd() || Peek() is '<' or '>')
                Refuse("a condition is missing here", at);
            var subject = Word();
            if (letter is 'v' or 'R' && (!subject.IsLiteral || subject.Text.Contains('[')))
                notes.EvaluatesUnknown("the name of a variable", subject.Start);
            return;
        }

        var operation = Operator();
        if (operation.Length == 0)
        {
            if (!AtConditionEnd())
                Refuse("a condition has a word too many", at);
            return;
        }

        at += operation.Length;
        SkipBlanks();
        if (AtConditionEnd())
            Refuse("a comparison lacks its right side", at);
        var right = operation is "=~" ? Regex() : operation is "==" or "=" or "!=" ? ConditionPattern() : Word();
        if (operation is "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge")
        {
            Evaluated(left);
            Evaluated(right);
        }
    }

    private bool AtConditionEnd() => Peek() is '\0' or '\n' or ')' or '|' or '&' or ';' || Keyword() == "]]";

    private string Operator()
    {
        foreach (var operation in (ReadOnlySpan<string>)["==", "!=", "=~", "=", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"])
            if (end - at > operation.Length && string.CompareOrdinal(text, at, operation, 0, operation.Length) == 0 && (Peek(operation.Length) is ' ' or '\t' or '\n' || operation is "<" or ">"))
                return operation;
        return "";
    }

    /// <summary>A side of a comparison of numbers: a number, or a variable that is judged with the others.</summary>
    private void Evaluated(ShellWord word)
    {
        if (Refused || IsNumber(word))
            return;
        var name = word.Text.Trim('$', '{', '}');
        if (name.Length > 0 && IsNameStart(name[0]) && name.All(IsNamePart))
            notes.Evaluates(name, word.Start);
        else
            notes.EvaluatesUnknown(word.Text, word.Start);
    }

    /// <summary>The right side of <c>==</c>: a pattern, in which parentheses may stand.</summary>
    private ShellWord ConditionPattern() => ConditionWord(isRegex: false);

    private ShellWord Regex() => ConditionWord(isRegex: true);

    private ShellWord ConditionWord(bool isRegex)
    {
        var (start, from, open) = (at, built.Length, 0);
        var scan = new WordScan();
        while (!Refused)
        {
            var c = Peek();
            if (c is '\0' or '\n' || open == 0 && (IsBlank(c) || c == ')' || !isRegex && c is '|' or '&' or ';'))
                break;
            if (c is '(' or ')' or '|' or ' ')
            {
                open += c == '(' ? 1 : c == ')' ? -1 : 0;
                built.Append(c);
                at++;
            }
            else if (IsMeta(c))
                Refuse($"'{c}' is not expected in a pattern", at);
            else
                Piece(ref scan, start);
        }

        if (open > 0)
            Refuse("a parenthesis is not closed", start);
        return Finish(scan, start, from);
    }
}
