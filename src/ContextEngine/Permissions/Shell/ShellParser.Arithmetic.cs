namespace Pith.Permissions.Shell;

/// <summary>Expressions: what they name is noted, what they hold of substitutions is read.</summary>
internal sealed partial class ShellParser
{
    private Flow ArithmeticCommand()
    {
        var start = at;
        at += 2;
        Arithmetic("))", start);
        return Flow.Of(now);
    }

    /// <summary>The head of <c>for ((…;…;…))</c>.</summary>
    private void ArithmeticHead()
    {
        var start = at;
        at += 2;
        Arithmetic("))", start, semicolons: true);
    }

    /// <summary>
    /// Reads an expression up to its closer. What could also be commands in two pairs of parentheses is refused: the standard
    /// leaves it open which it is.
    /// </summary>
    private void Arithmetic(string closer, int start, bool semicolons = false)
    {
        if (!Descend())
            return;
        var (parentheses, brackets, parts, mark, traits) = (0, 0, 1, built.Length, WordTraits.None);
        var (names, assigns) = (new List<Setting>(), false);
        while (!Refused)
        {
            var c = Peek();
            if (parentheses == 0 && brackets == 0 && c == closer[0])
            {
                if (semicolons && parts != 3)
                    Refuse("the head of a loop has three expressions", start);
                else if (!Take(closer))
                    Refuse("what shells read as an expression or as commands in parentheses", start);
                break;
            }

            if (c == '$' || c == '`')
                EvaluatedExpansion(ref traits);
            else if (IsNameStart(c))
                names.Add(EvaluatedName());
            else if (char.IsAsciiDigit(c))
                while (char.IsAsciiLetterOrDigit(Peek()) || Peek() is '#' or '@' or '_')
                    at++;
            else if (c == '"')
            {
                at++;
                var (before, from) = (built.Length, at);
                var inner = WordTraits.None;
                DoubleQuoted(ref inner);
                if (!Refused && (inner != WordTraits.None || !IsNumber(text.AsSpan(from, at - from - 1).Trim())))
                    notes.EvaluatesUnknown("a quoted text", PlaceOf(from - 1));
                built.Length = Math.Min(before, built.Length);
            }
            else if (c == '\\' && Peek(1) == '\n')
                ContinuedLine();
            else if (c is '(' or ')')
            {
                parentheses += c == '(' ? 1 : -1;
                at++;
            }
            else if (c is '[' or ']')
            {
                brackets += c == '[' ? 1 : -1;
                at++;
            }
            else if (c == ';' && semicolons)
            {
                parts++;
                at++;
            }
            else if (c is ' ' or '\t' or '\n' or '+' or '-' or '*' or '/' or '%' or '=' or '<' or '>' or '!' or '&' or '|' or '^' or '~' or '?' or ':' or ',' or '@')
            {
                // Which name it is that an expression sets is not told: all it names count.
                assigns |= c == '=' && Peek(1) != '=' && (text[at - 1] is not ('=' or '!' or '<' or '>') || at > 1 && text[at - 1] == text[at - 2] && text[at - 1] is '<' or '>') || c is '+' or '-' && Peek(1) == c;
                at++;
            }
            else
                Refuse(c == '\0' ? "an expression is not closed" : $"'{c}' is not expected in an expression", c == '\0' ? start : at);
            if (parentheses < 0 || brackets < 0)
                Refuse("an expression closes what it did not open", at);
        }

        if (assigns)
            notes.Settings.AddRange(names);
        built.Length = Math.Min(mark, built.Length);
        depth--;
    }

    /// <summary>The value of a variable is an expression again, and that of a substitution may be any.</summary>
    private void EvaluatedExpansion(ref WordTraits traits)
    {
        var (start, mark) = (at, built.Length);
        var isBackquote = Peek() == '`';
        if (isBackquote)
            Backquoted(ref traits, quoted: true);
        else
            Dollar(ref traits, quoted: true);
        built.Length = Math.Min(mark, built.Length);
        if (Refused)
            return;
        var source = text.AsSpan(start, at - start);
        if (!isBackquote && (source.StartsWith("$((") || IsNumberSource(source)))
            return;
        var name = source.Trim("${}").ToString();
        if (name.Length > 0 && IsNameStart(name[0]) && name.All(IsNamePart))
            notes.Evaluates(name, PlaceOf(start));
        else
            notes.EvaluatesUnknown(source.ToString(), PlaceOf(start));
    }

    private Setting EvaluatedName()
    {
        var start = at;
        while (IsNamePart(Peek()))
            at++;
        notes.Evaluates(text[start..at], PlaceOf(start));
        // What stands at it belongs to the name: b$((2)) is b2, and P${x}ATH may be PATH.
        if (Peek() is '$' or '`' or '"')
            notes.EvaluatesUnknown("a name made of pieces", PlaceOf(start));
        return new Setting(text[start..at], PlaceOf(start));
    }

    /// <summary>A line that goes on within an expression may go on within a name, or an operator.</summary>
    private void ContinuedLine()
    {
        var joins = !(at == 0 || text[at - 1] is ' ' or '\t' or '\n' || Peek(2) is ' ' or '\t' or '\n');
        if (joins)
            notes.EvaluatesUnknown("a name made of pieces", PlaceOf(at));
        at += 2;
    }

    private bool Subscript(string name)
    {
        at++;
        SubscriptRest("the subscript");
        notes.Assigned(name, isNumber: false, PlaceOf(at));
        return !Refused;
    }

    /// <summary>A subscript after its bracket: all of an array, or an expression.</summary>
    private void SubscriptRest(string what)
    {
        if (Peek() is '@' or '*' && Peek(1) == ']')
            at += 2;
        else if (Peek() is '"' or '\'' || Peek() == ']')
            Refuse($"{what} is no plain expression", at);
        else
            Arithmetic("]", at - 1);
    }
}
