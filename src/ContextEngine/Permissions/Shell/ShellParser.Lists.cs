namespace Pith.Permissions.Shell;

/// <summary>Lists, and-or lists and pipelines.</summary>
internal sealed partial class ShellParser
{
    /// <summary>Reads commands up to what closes the construct around them, and leaves <see cref="now"/> where they lead.</summary>
    private Flow List(bool required)
    {
        var flow = Flow.Of(now);
        var any = false;
        SkipLines();
        while (!IsCloser())
        {
            var before = now;
            flow = AndOr();
            any = true;
            SkipBlanks();
            var separated = true;
            if (Peek() == '&')
            {
                at++;
                flow = Flow.Of(before);
            }
            else if (Peek() == ';' && Peek(1) is not (';' or '&'))
                at++;
            else
                separated = Peek() == '\n';
            now = flow.Either;
            if (!separated)
                break;
            SkipLines();
        }

        if (required && !any && !Refused)
            Refuse("a command is missing here", at);
        return flow;
    }

    private bool IsCloser()
    {
        var c = Peek();
        if (c is '\0' or ')' || c == ';' && Peek(1) is ';' or '&')
            return true;
        return Keyword() is "then" or "else" or "elif" or "fi" or "do" or "done" or "esac" or "}";
    }

    private Flow AndOr()
    {
        var flow = Pipeline();
        while (true)
        {
            SkipBlanks();
            if (Take("&&"))
            {
                SkipLines();
                now = flow.Ok;
                var next = Pipeline();
                flow = new Flow(next.Ok, flow.Fail.Or(next.Fail));
            }
            else if (Take("||"))
            {
                SkipLines();
                now = flow.Fail;
                var next = Pipeline();
                flow = new Flow(flow.Ok.Or(next.Ok), next.Fail);
            }
            else
                return flow;
        }
    }

    private Flow Pipeline()
    {
        SkipBlanks();
        var swapped = false;
        var bare = false;
        while (true)
        {
            var keyword = Keyword();
            if (keyword == "!")
            {
                at++;
                swapped = !swapped;
            }
            else if (keyword == "time")
            {
                // There bash 5.2 refuses compound commands after it.
                if (substitutions > 0)
                    Refuse("'time' stands inside a substitution", at);
                at = Math.Min(at + keyword.Length, end);
                SkipBlanks();
                if (Peek() == '-' && Peek(1) == 'p' && IsMeta(Peek(2)))
                    at += 2;
                SkipBlanks();
                if (Peek() == '-' && Peek(1) == '-' && IsMeta(Peek(2)))
                    at += 2;
            }
            else
                break;
            bare = true;
            SkipBlanks();
        }

        // Bash lets '!' and 'time' stand alone.
        if (bare && Peek() is '\n' or ';' or '\0')
            return Flow.Of(now);
        var flow = Commands();
        return swapped ? new Flow(flow.Fail, flow.Ok) : flow;
    }

    private Flow Commands()
    {
        var (before, piped) = (now, readsPipe);
        var flow = Command();
        SkipBlanks();
        while (Peek() == '|' && Peek(1) != '|')
        {
            at += Peek(1) == '&' ? 2 : 1;
            SkipLines();
            (now, readsPipe) = (before, true);
            // Each part runs in a shell of its own, except the last where 'lastpipe' is set.
            flow = Flow.Of(before.Or(Command().Either));
            SkipBlanks();
        }

        readsPipe = piped;
        return flow;
    }
}
