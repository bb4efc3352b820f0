using System.Text;

namespace Pith.Permissions.Shell;

/// <summary>What begins with <c>$</c>, backquotes and process substitution.</summary>
internal sealed partial class ShellParser
{
    private void Dollar(ref WordTraits traits, bool quoted)
    {
        var (start, from) = (at, built.Length);
        var number = false;
        switch (Peek(1))
        {
            case '\'' when !quoted:
                AnsiQuoted(ref traits);
                return;
            case '"' when !quoted:
                // Text to be translated: whose words it becomes, a catalogue decides, and bash runs what commands stand in those.
                at += 2;
                DoubleQuoted(ref traits);
                traits |= WordTraits.Quoted | WordTraits.Dynamic;
                notes.EvaluatesUnknown("a text that a catalogue translates", PlaceOf(start));
                return;
            case '(' when Peek(2) == '(':
                at += 3;
                Arithmetic("))", start);
                number = true;
                break;
            case '(':
                at += 2;
                Substitution(start, "the substitution");
                break;
            case '[':
                at += 2;
                Arithmetic("]", start);
                number = true;
                break;
            case '{':
                at += 2;
                Parameter(quoted, start);
                break;
            case '#' or '?' or '$' or '!':
                at += 2;
                number = true;
                break;
            case '@' or '*' or '-' or (>= '0' and <= '9'):
                at += 2;
                break;
            case '\\' when Peek(2) == '\n':
                Refuse("a line is continued right after '$'", at);
                return;
            default:
                if (IsNameStart(Peek(1)))
                {
                    at += 2;
                    while (IsNamePart(Peek()))
                        at++;
                    break;
                }

                built.Append('$');
                at++;
                return;
        }

        Source(ref traits, start, from, quoted || number);
    }

    /// <summary>Puts the source of an expansion where its value would be.</summary>
    private void Source(ref WordTraits traits, int start, int from, bool whole)
    {
        if (Refused)
            return;
        built.Length = from;
        built.Append(text, start, at - start);
        traits |= WordTraits.Dynamic;
        if (!whole || IsSeveral(text.AsSpan(start, at - start)))
            traits |= WordTraits.Splits;
    }

    /// <summary>Whether an expansion becomes several words though it is quoted: <c>"$@"</c>, <c>"${x[@]}"</c>, <c>"${!x@}"</c>, and what has one of them inside.</summary>
    private static bool IsSeveral(ReadOnlySpan<char> source) =>
        source is "$@" || source is ['$', '{', ..] && (source.Contains("$@", StringComparison.Ordinal) || source.Contains("{@", StringComparison.Ordinal) || source.Contains("[@]", StringComparison.Ordinal) || source is ['$', '{', '!', .., '@', '}'])
            && !IsNumberSource(source);

    /// <summary>Commands in parentheses, in a shell of their own.</summary>
    private void Substitution(int start, string what)
    {
        if (!Descend())
            return;
        if (Peek() == '\\' && Peek(1) == '\n')
            Refuse("a line is continued right after a parenthesis, which shells read in two ways", at);
        if (Peek() == '(' && Peek(1) == '(' || Peek() == '(' && text[start] != '$')
            Refuse("what shells read as an expression or as commands in parentheses", start);
        var before = now;
        var waiting = HoldDocuments();
        substitutions++;
        List(required: false);
        substitutions--;
        ReleaseDocuments(waiting, start);
        Expect(')', what);
        now = before;
        depth--;
    }

    private void ProcessSubstitution(ref WordTraits traits)
    {
        var (start, from) = (at, built.Length);
        at += 2;
        var piped = readsPipe;
        readsPipe |= text[start] == '>';
        Substitution(start, "the process substitution");
        readsPipe = piped;
        Source(ref traits, start, from, whole: true);
    }

    /// <summary>Backquotes take their text by one round of escapes, and that text is a script of its own.</summary>
    private void Backquoted(ref WordTraits traits, bool quoted)
    {
        var (start, from) = (at, built.Length);
        var inner = new StringBuilder();
        at++;
        while (Peek() is not ('`' or '\0'))
        {
            if (Peek() == '\\' && (Peek(1) is '`' or '\\' or '$' || quoted && Peek(1) == '"'))
                at++;
            inner.Append(text[at++]);
        }

        if (Peek() != '`')
        {
            Refuse("a backquote is not closed", start);
            return;
        }

        at++;
        if (!Descend())
            return;
        Nested(inner.ToString(), start).Script();
        depth--;
        if (Refused)
            at = end;
        Source(ref traits, start, from, quoted);
    }

    /// <summary>A parser for a text taken out of this one; what it finds stands where that text began.</summary>
    private ShellParser Nested(string script, int start) => new(script, notes, now, PlaceOf(start), depth) { readsPipe = readsPipe, substitutions = substitutions };
}
