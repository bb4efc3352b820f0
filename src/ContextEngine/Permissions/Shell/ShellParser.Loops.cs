namespace Pith.Permissions.Shell;

/// <summary>Loops.</summary>
internal sealed partial class ShellParser
{
    /// <summary>A loop with 'do … done' after its head. Where a round moves the shell, every round may start anywhere.</summary>
    private Flow Loop(int start, Action head)
    {
        var (before, first) = (now, notes.Commands.Count);
        head();
        SkipLines();
        if (Keyword() == "{" && !Refused)
        {
            at++;
            List(required: true);
            ExpectWord("}", "the loop", start);
        }
        else
        {
            ExpectWord("do", "the loop", start);
            List(required: true);
            ExpectWord("done", "the loop", start);
        }

        if (!now.Same(before))
            Unsettle(first);
        return Flow.Of(now);
    }

    private Flow For(int start, bool isFor)
    {
        SkipBlanks();
        if (isFor && Peek() == '(' && Peek(1) == '(')
            return Loop(start, () =>
            {
                ArithmeticHead();
                SkipBlanks();
                Take(';');
            });
        var name = Name();
        if (name.Length == 0)
        {
            Refuse("the loop names no variable", at);
            return Flow.Of(now);
        }

        var values = new List<ShellWord>();
        notes.Sets(name, PlaceOf(start), values);
        var setting = notes.Settings.Count - 1;
        var flow = Loop(start, () => ForWords(name, values));
        notes.Settings[setting] = notes.Settings[setting] with { Until = PlaceOf(at) };
        return flow;
    }

    private void ForWords(string name, List<ShellWord> values)
    {
        SkipLines();
        if (Keyword() != "in")
        {
            // Without words it goes through the arguments, which nobody knows.
            notes.Assigned(name, isNumber: false, PlaceOf(at));
            SkipBlanks();
            if (Peek() == ';')
                at++;
            return;
        }

        at += 2;
        SkipBlanks();
        while (!Refused && Peek() is not (';' or '\n' or '\0'))
        {
            var word = Word();
            values.Add(word);
            Matched(word);
            notes.Assigned(name, IsNumber(word) || word.Traits == WordTraits.Braces && IsRange(word.Text), word.Start);
            SkipBlanks();
            if (Peek() is '&' or '|' or ')' or '(' || Peek() is '<' or '>' && !IsProcessSubstitution())
                Refuse($"'{Peek()}' is not expected among the words of a loop", at);
        }

        Take(';');
    }
}
