using Pith.Cli.Terminal.Keys;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Editors;

/// <summary>A text being written, of any number of lines, with the keys of Emacs and readline. Knows nothing of screens.</summary>
/// <param name="pastes">Holds what stands behind the placeholders of large pastes.</param>
internal sealed partial class LineEditor(Pastes pastes)
{
    private const int MostUndos = 200;

    private readonly List<(string Text, int Cursor)> _undos = [];
    private string _killed = "";

    /// <summary>The text, with placeholders.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Where the next letter goes, in UTF-16 units.</summary>
    public int Cursor { get; private set; }

    /// <summary>Another text, with the cursor at its end.</summary>
    public void Set(string text) => Change(text, text.Length);

    /// <summary>Puts a text in at the cursor.</summary>
    public void Insert(string text)
    {
        var clean = CleanText.Of(text).Replace("\t", "    ", StringComparison.Ordinal);
        Change(Text.Insert(Cursor, clean), Cursor + clean.Length);
    }

    /// <summary>Replaces what stands before the cursor from a place on.</summary>
    public void ReplaceBefore(int start, string text) => Change(string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(Cursor)), start + text.Length);

    /// <summary>Takes a key; false for one that means nothing to an editor, or a move that leads out of the text.</summary>
    public bool Take(Key key)
    {
        switch (key.Name)
        {
            case KeyName.Text when !key.Held.HasFlag(Held.Alt):
                Insert(key.Text);
                return true;
            case KeyName.Paste:
                Insert(pastes.Shown(key.Text));
                return true;
            case KeyName.NewLine:
                Insert("\n");
                return true;
            case KeyName.Backspace:
                Cut(key.IsWord ? WordStart() : Left(), Cursor, kills: key.IsWord);
                return true;
            case KeyName.Delete:
                Cut(Cursor, Right(), kills: false);
                return true;
            case KeyName.Left:
                Cursor = key.IsWord ? WordStart() : Left();
                return true;
            case KeyName.Right:
                Cursor = key.IsWord ? WordEnd() : Right();
                return true;
            case KeyName.Home:
                Cursor = LineStart;
                return true;
            case KeyName.End:
                Cursor = LineEnd;
                return true;
            case KeyName.Up:
                return Vertical(up: true);
            case KeyName.Down:
                return Vertical(up: false);
            default:
                return TakeControl(key);
        }
    }

    private bool TakeControl(Key key)
    {
        if (key.IsControl('a'))
            Cursor = LineStart;
        else if (key.IsControl('e'))
            Cursor = LineEnd;
        else if (key.IsControl('b'))
            Cursor = Left();
        else if (key.IsControl('f'))
            Cursor = Right();
        else if (key.IsControl('k'))
            Cut(Cursor, LineEnd > Cursor ? LineEnd : Right(), kills: true);
        else if (key.IsControl('u'))
            Cut(LineStart < Cursor ? LineStart : Left(), Cursor, kills: true);
        else if (key.IsControl('w'))
            Cut(BlankStart(), Cursor, kills: true);
        else if (key.IsControl('y'))
            Insert(_killed);
        else if (key.IsControl('d'))
            Cut(Cursor, Right(), kills: false);
        else if (key.IsControl('_'))
            Undo();
        else if (key.IsAlt('b'))
            Cursor = WordStart();
        else if (key.IsAlt('f'))
            Cursor = WordEnd();
        else if (key.IsAlt('d'))
            Cut(Cursor, WordEnd(), kills: true);
        else
            return false;
        return true;
    }

    private void Change(string text, int cursor)
    {
        if (text != Text)
        {
            _undos.Add((Text, Cursor));
            if (_undos.Count > MostUndos)
                _undos.RemoveAt(0);
        }

        (Text, Cursor) = (text, cursor);
    }

    private void Undo()
    {
        if (_undos.Count == 0)
            return;
        (Text, Cursor) = _undos[^1];
        _undos.RemoveAt(_undos.Count - 1);
    }

    private void Cut(int from, int to, bool kills)
    {
        if (from == to)
            return;
        if (kills)
            _killed = Text[from..to];
        Change(Text.Remove(from, to - from), from);
    }
}
