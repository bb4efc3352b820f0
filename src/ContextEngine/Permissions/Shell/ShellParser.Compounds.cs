namespace Pith.Permissions.Shell;

/// <summary>Compound commands, and the choice among them.</summary>
internal sealed partial class ShellParser
{
    private Flow Command()
    {
        SkipBlanks();
        if (Refused || !Descend())
            return Flow.Of(now);
        var start = at;
        var flow = Compound();
        if (flow is null)
            flow = Simple();
        else
            CompoundRedirections(start);
        depth--;
        return flow.Value;
    }

    /// <summary>The compound command here, or null where a simple one begins.</summary>
    private Flow? Compound()
    {
        if (Peek() == '(')
            return Peek(1) == '(' ? ArithmeticCommand() : Subshell();
        var keyword = Keyword();
        if (keyword.Length == 0)
            return null;
        var start = at;
        at += keyword.Length;
        switch (keyword)
        {
            case "{":
                var group = List(required: true);
                ExpectWord("}", "the group", start);
                return group;
            case "if":
                return If(start);
            case "while" or "until":
                return Loop(start, () => List(required: true));
            case "for" or "select":
                return For(start, isFor: keyword == "for");
            case "case":
                return Case(start);
            case "[[":
                return Condition(start);
            case "function":
                return Function(start);
            case "coproc":
                return Coprocess();
            default:
                Refuse($"'{keyword}' is not expected here", start);
                return Flow.Of(now);
        }
    }

    private Flow Subshell()
    {
        var (before, start) = (now, at++);
        if (Peek() == '\\' && Peek(1) == '\n')
            Refuse("a line is continued right after a parenthesis, which shells read in two ways", at);
        var waiting = HoldDocuments();
        List(required: true);
        ReleaseDocuments(waiting, start);
        Expect(')', "the subshell");
        now = before;
        return Flow.Of(before);
    }

    private Flow If(int start)
    {
        var result = Branch();
        while (true)
        {
            SkipBlanks();
            var keyword = Keyword();
            at += keyword.Length;
            if (keyword == "elif")
                result = result.Or(Branch());
            else if (keyword == "else")
                result = result.Or(List(required: true).Either);
            else
            {
                at -= keyword.Length;
                ExpectWord("fi", "the 'if'", start);
                // The folder after the last condition that failed is among those a branch or 'now' brought.
                now = result.Or(now);
                return Flow.Of(now);
            }
        }

        FolderSet Branch()
        {
            var condition = List(required: true);
            ExpectWord("then", "the 'if'", start);
            now = condition.Either;
            var after = List(required: true).Either;
            now = condition.Either;
            return after.Or(condition.Either);
        }
    }

    private Flow Case(int start)
    {
        var before = now;
        SkipBlanks();
        if (IsMeta(Peek()))
            Refuse("'case' names no word", at);
        Word();
        SkipLines();
        ExpectWord("in", "the 'case'", start);
        SkipLines();
        var after = before;
        while (!Refused && Keyword() != "esac")
        {
            Take('(');
            SkipBlanks();
            do
            {
                SkipBlanks();
                if (IsMeta(Peek()))
                    Refuse("a pattern is missing here", at);
                Word();
                SkipBlanks();
            }
            while (!Refused && Take('|'));
            Expect(')', "the pattern");
            now = after; // a clause may be entered from the one before, by ;&
            after = after.Or(List(required: false).Either).Or(now);
            SkipBlanks();
            if (!Take(";;&") && !Take(";;") && !Take(";&"))
                break;
            SkipLines();
        }

        ExpectWord("esac", "the 'case'", start);
        now = after;
        return Flow.Of(after);
    }
}
