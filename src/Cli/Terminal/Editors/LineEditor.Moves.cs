using System.Globalization;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Editors;

/// <content>Where the cursor can go from where it is.</content>
internal sealed partial class LineEditor
{
    private int LineStart => Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    private int LineEnd => Text.IndexOf('\n', Cursor) is >= 0 and var end ? end : Text.Length;

    private bool Vertical(bool up)
    {
        var column = CellWidth.Of(Text.AsSpan(LineStart, Cursor - LineStart));
        int start;
        if (up)
        {
            if (LineStart == 0)
                return false;
            start = LineStart < 2 ? 0 : Text.LastIndexOf('\n', LineStart - 2) + 1;
        }
        else
        {
            if (LineEnd == Text.Length)
                return false;
            start = LineEnd + 1;
        }

        Cursor = start;
        while (Cursor < LineEnd && CellWidth.Of(Text.AsSpan(start, Cursor - start)) < column)
            Cursor = Right();
        return true;
    }

    /// <summary>One cluster, or a placeholder whole.</summary>
    private int Left()
    {
        if (Cursor == 0)
            return 0;
        if (pastes.EndingAt(Text, Cursor) is > 0 and var length)
            return Cursor - length;
        var at = LineStart == Cursor ? Cursor - 1 : LineStart;
        while (at + StringInfo.GetNextTextElementLength(Text.AsSpan(at)) is var next && next < Cursor)
            at = next;
        return at;
    }

    private int Right() => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text.AsSpan(Cursor));

    private int WordStart()
    {
        var at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1]))
            at--;
        while (at > 0 && char.IsLetterOrDigit(Text[at - 1]))
            at--;
        return at;
    }

    private int WordEnd()
    {
        var at = Cursor;
        while (at < Text.Length && !char.IsLetterOrDigit(Text[at]))
            at++;
        while (at < Text.Length && char.IsLetterOrDigit(Text[at]))
            at++;
        return at;
    }

    private int BlankStart()
    {
        var at = Cursor;
        while (at > 0 && char.IsWhiteSpace(Text[at - 1]))
            at--;
        while (at > 0 && !char.IsWhiteSpace(Text[at - 1]))
            at--;
        return at;
    }
}
