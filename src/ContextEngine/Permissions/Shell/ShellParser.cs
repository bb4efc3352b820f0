using System.Text;

namespace Pith.Permissions.Shell;

/// <summary>
/// Reads a script by recursive descent, straight from its characters. It never goes back, so time is linear; a refusal moves it to
/// the end, so every loop stops. Partials: lists, compounds, simple commands, words, expansions, arithmetic, conditions, documents.
/// </summary>
internal sealed partial class ShellParser
{
    /// <summary>Deeper nesting is nobody's work; the stack of a thread holds several times as much.</summary>
    private const int DeepestNesting = 100;

    private readonly string text;
    private readonly ParseNotes notes;
    private readonly StringBuilder built = new();

    /// <summary>Where this text stands in the whole command line; -1 for the whole itself.</summary>
    private readonly int place;

    private int at;
    private int end;
    private int depth;
    private FolderSet now;
    private bool readsPipe;
    private int substitutions;

    public ShellParser(string text, ParseNotes notes, FolderSet folders, int place = -1, int depth = 0)
    {
        this.text = text;
        this.notes = notes;
        this.place = place;
        this.depth = depth;
        end = text.Length;
        now = folders;
    }

    private bool Refused => notes.Refusal is not null;

    /// <summary>Reads a whole script.</summary>
    public void Script()
    {
        if (text.Contains('\0'))
        {
            Refuse("a NUL character stands in the command", text.IndexOf('\0', StringComparison.Ordinal));
            return;
        }

        List(required: false);
        if (!Refused && at < end)
            Refuse($"'{text[at]}' is not expected here", at);
        TakeDocuments();
    }

    /// <summary>The character so many further on; NUL at the end, which no text contains.</summary>
    private char Peek(int ahead = 0) => at + ahead < end ? text[at + ahead] : '\0';

    private int PlaceOf(int position) => place >= 0 ? place : position;

    private void Refuse(string reason, int where)
    {
        notes.Refusal ??= new Refusal(reason, PlaceOf(where));
        at = end;
    }

    /// <summary>Goes one level down; every level comes through here.</summary>
    private bool Descend()
    {
        if (++depth <= DeepestNesting)
            return true;
        Refuse($"commands are nested more than {DeepestNesting} deep", at);
        return false;
    }

    private bool Take(char c)
    {
        if (Peek() != c)
            return false;
        at++;
        return true;
    }

    private bool Take(string mark)
    {
        if (end - at < mark.Length || string.CompareOrdinal(text, at, mark, 0, mark.Length) != 0)
            return false;
        at += mark.Length;
        return true;
    }

    private void Expect(char c, string what)
    {
        if (!Take(c) && !Refused)
            Refuse($"{what} is not closed: '{c}' is missing", at);
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';

    private static bool IsMeta(char c) => c is '|' or '&' or ';' or '(' or ')' or '<' or '>' or ' ' or '\t' or '\n' or '\0';

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    /// <summary>Passes blanks, continued lines and a comment.</summary>
    private void SkipBlanks()
    {
        while (true)
        {
            if (IsBlank(Peek()))
                at++;
            else if (Peek() == '\\' && Peek(1) == '\n')
                at += 2;
            else
                break;
        }

        // Here a word could begin, so a hash begins a comment.
        if (Peek() == '#')
            at = text.IndexOf('\n', at, end - at) is >= 0 and var newline ? newline : end;
    }

    /// <summary>Passes blanks, comments and lines; the documents that wait for the end of a line are read there.</summary>
    private void SkipLines()
    {
        SkipBlanks();
        while (Peek() == '\n')
        {
            at++;
            TakeDocuments();
            SkipBlanks();
        }
    }
}
