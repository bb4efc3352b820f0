namespace Pith.Permissions.Shell;

/// <summary>Functions and coprocesses: commands that run later, or beside the others.</summary>
internal sealed partial class ShellParser
{
    private Flow Function(int start)
    {
        SkipBlanks();
        var name = Word();
        if (!name.IsLiteral || name.Text.Length == 0)
            Refuse("a function has no plain name", start);
        SkipBlanks();
        if (Take('('))
        {
            SkipBlanks();
            Expect(')', "the list of parameters");
        }

        return Body(name.Text);
    }

    /// <summary>The body runs wherever the function is called, so nothing is known about its folder.</summary>
    private Flow Body(string name)
    {
        var (before, first) = (now, notes.Commands.Count);
        SkipLines();
        if (Peek() != '(' && Keyword() is not ("{" or "if" or "while" or "until" or "for" or "case" or "select" or "[["))
        {
            Refuse("a function needs a body in braces or parentheses", at);
            return Flow.Of(before);
        }

        Command();
        if (!Refused)
            notes.Defines(name, notes.Commands.Skip(first));
        var moves = !now.Same(before) || name is "cd" or "pushd" or "popd" or "builtin" or "command";
        if (moves)
            notes.FoldersUnsteady = true;
        now = before;
        Unsettle(first, here: moves);
        return Flow.Of(now);
    }

    private Flow Coprocess()
    {
        var before = now;
        SkipBlanks();
        var mark = at;
        var name = Name();
        SkipBlanks();
        // A name stands only before a compound command.
        if (name.Length > 0 && Peek() != '(' && Keyword() is not ("{" or "if" or "while" or "until" or "for" or "case" or "select"))
            at = mark;
        else if (mark == at && Peek() is '\n' or ';' or '&' or '|' or '\0')
            Refuse("'coproc' names no command", at);
        else if (name.Length > 0)
            notes.Sets(name, PlaceOf(mark));
        Command();
        now = before;
        return Flow.Of(before);
    }

    /// <summary>Forgets the folders of the commands from this one on, and of what follows where it says so.</summary>
    private void Unsettle(int first, bool here = true)
    {
        for (var i = first; i < notes.Commands.Count; i++)
            notes.Commands[i].Folders = FolderSet.Unknown;
        if (here)
            now = FolderSet.Unknown;
    }
}
