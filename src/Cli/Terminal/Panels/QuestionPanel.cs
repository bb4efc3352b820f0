using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Keys;
using Pith.Cli.Texts;
using Pith.Tools.Questions;

namespace Pith.Cli.Terminal.Panels;

/// <summary>A question of the model's: one of its options, several where it takes several, or the person's own words.</summary>
internal sealed class QuestionPanel(UserQuestion question) : IPanel
{
    private readonly TaskCompletionSource<string> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LineEditor _own = new(new Pastes());
    private readonly HashSet<int> _marked = [];
    private int _chosen;

    /// <summary>The answer.</summary>
    public Task<string> Answer => _answer.Task;

    public (int Row, int Column) Cursor { get; private set; }

    private bool IsOwn => _chosen == question.Options.Count;

    public List<Line> Rows(int width, int most)
    {
        var rows = Wrapping.Rows(new Line { Hang = 2 }.Add("? ", Style.Of(Paint.Yellow)).Add(question.Text, Style.Bold), width - 1);
        for (var i = 0; i < question.Options.Count; i++)
        {
            var (label, description) = question.Options[i];
            var mark = question.TakesSeveral ? _marked.Contains(i) ? "[x] " : "[ ] " : "";
            if (i == _chosen)
                Cursor = (rows.Count, 0);
            rows.AddRange(Wrapping.Rows(new Line { Hang = 4 }.Add(i == _chosen ? "❯ " : "  ", Style.Of(Paint.Green)).Add($"{i + 1} {mark}{label}").Add(description.Length > 0 ? $"  {description}" : "", Style.Dim), width - 1));
        }

        var view = EditorView.Of(_own.Text, _own.Cursor, width - 2, 3);
        rows.Add(Line.Of(IsOwn ? "❯ " : "  ", Style.Of(Paint.Green)).Add("in your own words:", Style.Dim));
        if (IsOwn)
            Cursor = (rows.Count + view.Cursor.Row, view.Cursor.Column + 2);
        rows.AddRange(view.Rows.Select(row => Line.Of("  ").Add(row)));
        if (question.TakesSeveral)
            rows.Add(Line.Of("  Space marks, Enter sends", Style.Dim));
        (rows, Cursor) = PanelRows.Fitting(rows, Cursor, most);
        return rows;
    }

    public bool Take(Key key)
    {
        var count = question.Options.Count + 1;
        switch (key.Name)
        {
            case KeyName.Up or KeyName.BackTab when !IsOwn || !_own.Take(key):
                _chosen = (_chosen + count - 1) % count;
                return false;
            case KeyName.Down or KeyName.Tab when !IsOwn || !_own.Take(key):
                _chosen = (_chosen + 1) % count;
                return false;
            case KeyName.Enter:
                return Send();
            case KeyName.Text when !IsOwn && key.Text == " ":
                Mark(_chosen);
                return false;
            case KeyName.Text when !IsOwn && key.Text is [>= '1' and <= '9'] && key.Text[0] - '1' < question.Options.Count:
                _chosen = key.Text[0] - '1';
                if (!question.TakesSeveral)
                    return Send();
                Mark(_chosen);
                return false;
            case KeyName.Text when !IsOwn && question.TakesSeveral && key.Text == ",":
                return false; // between numbers
            case KeyName.Text or KeyName.Paste:
                _chosen = question.Options.Count;
                _own.Take(key);
                return false;
            default:
                return IsOwn && _own.Take(key) && false;
        }
    }

    public void Cancel() => _answer.TrySetCanceled();

    private void Mark(int option)
    {
        if (question.TakesSeveral && !_marked.Remove(option))
            _marked.Add(option);
    }

    private bool Send()
    {
        var own = _own.Text.Trim();
        var words = question.Options.Where((_, i) => question.TakesSeveral ? _marked.Contains(i) : i == _chosen).Select(o => o.Label).ToList();
        if (own.Length > 0 && (IsOwn || question.TakesSeveral))
            words.Add(OptionNumbers.Labels(question, own) ?? own);
        if (words.Count == 0 && question.TakesSeveral && !IsOwn)
            words.Add(question.Options[_chosen].Label);
        return words.Count > 0 && _answer.TrySetResult(string.Join(", ", words));
    }
}
