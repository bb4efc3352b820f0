using System.Text;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Screens;

/// <summary>
/// What is drawn: finished lines, which go to the terminal's own scrollback and are never touched again, and below them a
/// small live area that is. One write a frame, inside a synchronized update; rows that did not change are not written.
/// </summary>
/// <param name="output">The terminal.</param>
/// <param name="styled">Whether styles may be used.</param>
internal sealed class Screen(Stream output, bool styled)
{
    private const string Begin = "\e[?2026h\e[?25l", End = "\e[?25h\e[?2026l", NoWrap = "\e[?7l", Wrap = "\e[?7h", ClearRight = "\e[K", ClearBelow = "\e[J";

    private readonly List<Line> _done = [];
    private readonly StringBuilder _frame = new();
    private List<(string Text, int Width)> _live = [];
    private (int Row, int Column) _cursor;
    private int _resized; // the width that the terminal has got since the last frame; 0 where it kept its own

    /// <summary>Takes a finished line; it appears with the next frame.</summary>
    public void Commit(Line line) => _done.Add(line);

    /// <summary>Draws a frame.</summary>
    /// <param name="rows">The live area, at least one row; each is cut to one column less than the width, since what clears the rest of a full row clears its last letter too.</param>
    /// <param name="cursor">Where in it the cursor stands.</param>
    /// <param name="size">The terminal.</param>
    public void Draw(IReadOnlyList<Line> rows, (int Row, int Column) cursor, (int Columns, int Rows) size)
    {
        var hidden = Math.Max(0, rows.Count - Math.Max(1, size.Rows - 1));
        var live = rows.Skip(hidden).Select(row => Encoded(Wrapping.Cut(row, size.Columns - 1))).ToList();
        cursor = (Math.Clamp(cursor.Row - hidden, 0, live.Count - 1), Math.Clamp(cursor.Column, 0, size.Columns - 1));
        if (_resized == 0 && _done.Count == 0 && cursor == _cursor && live.SequenceEqual(_live))
            return;
        _frame.Append(Begin);
        ToTop();
        var isMoved = _done.Count > 0;
        if (isMoved)
            WriteDone(size.Columns);
        _frame.Append(NoWrap); // a width we got wrong costs a letter, not a row
        var isShorter = live.Count < _live.Count;
        for (var i = 0; i < live.Count; i++)
        {
            if (isMoved || i >= _live.Count || live[i] != _live[i] || isShorter && i == live.Count - 1)
                _frame.Append(live[i].Text).Append(ClearRight);
            _frame.Append(i < live.Count - 1 ? "\r\n" : "");
        }

        _frame.Append(isShorter || isMoved ? ClearBelow : "").Append(Wrap);
        Move(live.Count - 1 - cursor.Row, 'A');
        _frame.Append('\r');
        Move(cursor.Column, 'C');
        _frame.Append(End);
        (_live, _cursor) = (live, cursor);
        Write();
    }

    /// <summary>
    /// The terminal has another width: rows that no longer fit may have been broken in two, so all is drawn anew from where
    /// the live area then begins. Of several widths before a frame the last counts: it is the one the terminal has.
    /// </summary>
    public void Resize(int columns) => _resized = columns;

    /// <summary>Takes the live area away; the cursor stands where it began.</summary>
    public void Clear()
    {
        ToTop();
        _frame.Append(ClearBelow);
        WriteDone(int.MaxValue);
        (_live, _cursor) = ([], (0, 0));
        Write();
    }

    /// <summary>Wipes the terminal; the scrollback stays.</summary>
    public void Wipe()
    {
        _frame.Append("\e[H\e[2J");
        (_live, _cursor, _resized) = ([], (0, 0), 0);
    }

    private void WriteDone(int columns)
    {
        foreach (var line in _done)
            foreach (var row in line.IsVerbatim ? [line] : Wrapping.Rows(line, columns))
            {
                row.AppendTo(_frame, styled);
                // A row that fills the last column leaves the cursor on it: nothing to clear there.
                _frame.Append(row.Width % columns > 0 || row.Width == 0 ? ClearRight : "").Append("\r\n");
            }

        _done.Clear();
    }

    private void ToTop()
    {
        Move(_resized > 0 ? RowsAbove(_resized) : _cursor.Row, 'A');
        _frame.Append('\r');
        if (_resized == 0)
            return;
        _frame.Append(ClearBelow);
        (_live, _cursor, _resized) = ([], (0, 0), 0);
    }

    /// <summary>Rows from the top of the live area to the cursor where the terminal has broken what is wider than it.</summary>
    private int RowsAbove(int columns)
    {
        var above = 0;
        for (var i = 0; i < _cursor.Row && i < _live.Count; i++)
            above += Math.Max(1, (_live[i].Width + columns - 1) / columns);
        return above + _cursor.Column / columns;
    }

    private void Move(int count, char direction)
    {
        if (count > 0)
            _frame.Append("\e[").Append(count).Append(direction);
    }

    private (string Text, int Width) Encoded(Line row)
    {
        var text = new StringBuilder();
        row.AppendTo(text, styled);
        return (text.ToString(), row.Width);
    }

    private void Write()
    {
        output.Write(Encoding.UTF8.GetBytes(_frame.ToString()));
        _frame.Clear();
    }
}
