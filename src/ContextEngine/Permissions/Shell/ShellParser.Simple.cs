namespace Pith.Permissions.Shell;

/// <summary>Simple commands: assignments, words and redirections, in any order.</summary>
internal sealed partial class ShellParser
{
    private Flow Simple()
    {
        var (start, stop) = (at, at);
        var folders = now;
        var words = new List<ShellWord>(4);
        List<Assignment>? assignments = null;
        List<Redirection>? redirections = null;
        while (!Refused)
        {
            if (IsRedirection())
                (redirections ??= []).Add(Redirect());
            else if (Peek() == '(' && words.Count == 1 && assignments is null && redirections is null)
            {
                at++;
                SkipBlanks();
                Expect(')', "the list of parameters");
                if (!words[0].IsLiteral || words[0].Has(WordTraits.Quoted) || IsReserved(words[0].Text))
                    Refuse("a function has no plain name", start);
                return Body(words[0].Text);
            }
            else if (Peek() is '(' or '\0' || IsMeta(Peek()) && !IsProcessSubstitution())
                break;
            else if (TryAssignment(words) is { } assignment)
                (assignments ??= []).Add(assignment);
            else
                words.Add(Word());
            stop = at;
            SkipBlanks();
        }

        if (Peek() == '(')
            Refuse("a parenthesis is not expected here", at);
        if (Refused)
            return Flow.Of(folders);
        if (stop == start)
        {
            Refuse("a command is missing here", at);
            return Flow.Of(folders);
        }

        if (words.Count > 0 && words[0].Has(WordTraits.Continued) && IsReserved(words[0].Text))
            Refuse("a reserved word is continued on another line", start);
        var command = new SimpleCommand
        {
            Words = words,
            Assignments = assignments ?? (IReadOnlyList<Assignment>)[],
            Redirections = redirections ?? (IReadOnlyList<Redirection>)[],
            Folders = notes.FoldersUnsteady ? FolderSet.Unknown : folders,
            Start = PlaceOf(start),
            End = place >= 0 ? place : stop,
            ReadsPipe = readsPipe,
        };
        notes.Commands.Add(command);
        Note(command);
        return Builtins.FlowOf(command, folders, notes.Home);
    }

    /// <summary>What a compound command reads and writes stands in the list as a command without words.</summary>
    private void CompoundRedirections(int start)
    {
        SkipBlanks();
        if (Refused || !IsRedirection())
            return;
        var redirections = new List<Redirection>();
        while (!Refused && IsRedirection())
        {
            redirections.Add(Redirect());
            SkipBlanks();
        }

        // It opens its files where the compound began, or wherever that led: a loop has told already.
        notes.Commands.Add(new SimpleCommand
        {
            Words = [],
            Assignments = [],
            Redirections = redirections,
            Folders = FolderSet.Unknown.Same(now) || notes.FoldersUnsteady ? FolderSet.Unknown : now,
            Start = PlaceOf(start),
            End = PlaceOf(at),
        });
    }

    /// <summary>A word that no command is given, but that becomes the names of files, stands in the list as a command without words.</summary>
    private void Matched(ShellWord word)
    {
        if (!Refused && word.Has(WordTraits.Pattern))
            notes.Commands.Add(new SimpleCommand { Words = [], Assignments = [], Redirections = [], Matched = [word], Folders = notes.FoldersUnsteady ? FolderSet.Unknown : now, Start = word.Start, End = word.End });
    }

    private bool IsProcessSubstitution() => Peek() is '<' or '>' && Peek(1) == '(';

    /// <summary>An assignment here, or null; they stand before the name, and after a builtin that declares.</summary>
    private Assignment? TryAssignment(List<ShellWord> words)
    {
        if (!IsNameStart(Peek()) || words.Count > 0 && !Builtins.Declares(words[0].Text))
            return null;
        var length = 1;
        while (IsNamePart(Peek(length)))
            length++;
        var next = Peek(length);
        // Arguments of a declaring builtin are words, unless they make an array.
        var plus = next == '+' && Peek(length + 1) == '=' ? 1 : 0;
        if (words.Count > 0 && !(Peek(length + plus) == '=' && Peek(length + plus + 1) == '('))
            return null;
        if (next != '=' && next != '[' && plus == 0)
            return null;
        var (start, name) = (at, text.Substring(at, length));
        at += length;
        if (next == '[')
        {
            // An unquoted bracket after a name is a subscript only where '=' follows it.
            if (!Subscript(name) || !(Take('=') || Take("+=")))
            {
                Refuse("a subscript without an assignment", start);
                return null;
            }
        }
        else
            at += plus + 1;
        var value = Peek() == '(' ? Array(start) : IsMeta(Peek()) && !IsProcessSubstitution() ? new ShellWord("", WordTraits.None, at, at) : Word();
        notes.Assigned(name, IsNumber(value), PlaceOf(start));
        return new Assignment(name, value);
    }

    private ShellWord Array(int start)
    {
        var from = at++;
        var traits = WordTraits.None;
        var waiting = HoldDocuments();
        SkipLines();
        while (!Refused && Peek() is not (')' or '\0'))
        {
            var isIndexed = Peek() == '[';
            if (isIndexed)
            {
                at++;
                SubscriptRest("the index");
                Take('+');
                Expect('=', "the element");
            }

            if (!IsMeta(Peek()) || IsProcessSubstitution())
            {
                var word = Word();
                traits |= word.Traits;
                Matched(word);
            }
            else if (!isIndexed || !IsBlank(Peek()) && Peek() is not ('\n' or ')')) // [i]= alone is an empty element
                Refuse($"'{Peek()}' is not expected in an array", at);
            SkipLines();
        }

        ReleaseDocuments(waiting, start);
        Expect(')', "the array");
        if (!IsMeta(Peek()))
            Refuse("a word goes on after an array", at);
        return new ShellWord(Refused ? "" : text[from..at], traits | WordTraits.Dynamic, PlaceOf(from), PlaceOf(at));
    }

    /// <summary>What the command means for variables.</summary>
    private void Note(SimpleCommand command) => Builtins.Note(command, notes);
}
