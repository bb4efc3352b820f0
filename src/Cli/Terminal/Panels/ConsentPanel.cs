using Pith.Cli.Runs;
using Pith.Cli.Terminal.Editors;
using Pith.Cli.Terminal.Keys;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Panels;

/// <summary>Asks whether a call may run: once, with what is offered besides (always, by the very rule that is shown), or not, with words for the model.</summary>
/// <param name="title">The call, in a line.</param>
/// <param name="reason">Why it is asked about.</param>
/// <param name="offer">What may be chosen besides; null for nothing.</param>
internal sealed class ConsentPanel(string title, string reason, ConsentOffer? offer) : IPanel
{
    private readonly TaskCompletionSource<Consent> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LineEditor _words = new(new Pastes());
    private readonly List<(char Key, string Text)> _choices = offer is null ? [('y', "yes, once"), ('n', "no, and say why")] : [('y', "yes, once"), ('a', offer.Words), ('n', "no, and say why")];
    private int _chosen;
    private bool _isRefusing;

    /// <summary>What the person says.</summary>
    public Task<Consent> Answer => _answer.Task;

    public (int Row, int Column) Cursor { get; private set; }

    public List<Line> Rows(int width, int most)
    {
        var rows = Rows(width, line => Wrapping.Rows(line, width - 1));
        if (rows.Count > most)
            rows = Rows(width, line => [Wrapping.Cut(line, width - 1)]);
        if (rows.Count > most)
            rows = Rows(width, line => line.Pieces is [{ Style: var style }] && style == Style.Dim ? [] : [Wrapping.Cut(line, width - 1)]);
        (rows, Cursor) = PanelRows.Fitting(rows, Cursor, most);
        return rows;
    }

    /// <summary>The rows, each line made into rows in its own way.</summary>
    private List<Line> Rows(int width, Func<Line, List<Line>> fit)
    {
        List<Line> rows = [.. fit(new Line { Hang = 2 }.Add("? ", Style.Of(Paint.Yellow)).Add(title, Style.Bold)), .. fit(new Line { Hang = 2 }.Add($"  {reason}", Style.Dim))];
        if (_isRefusing)
        {
            var view = EditorView.Of(_words.Text, _words.Cursor, width, 4);
            rows.Add(Line.Of("  Why not? The model reads it. Enter sends.", Style.Dim));
            Cursor = (rows.Count + view.Cursor.Row, view.Cursor.Column);
            return [.. rows, .. view.Rows];
        }

        for (var i = 0; i < _choices.Count; i++)
        {
            if (i == _chosen)
                Cursor = (rows.Count, 0);
            rows.AddRange(fit(new Line { Hang = 4 }.Add(i == _chosen ? "❯ " : "  ", Style.Of(Paint.Green)).Add($"{_choices[i].Key} ", Style.Bold).Add(_choices[i].Text)));
        }

        return rows;
    }

    public bool Take(Key key)
    {
        if (_isRefusing)
        {
            if (key.Name is not KeyName.Enter)
                return _words.Take(key) && false;
            Say(Refusal(_words.Text));
            return true;
        }

        switch (key.Name)
        {
            case KeyName.Up or KeyName.BackTab:
                _chosen = (_chosen + _choices.Count - 1) % _choices.Count;
                return false;
            case KeyName.Down or KeyName.Tab:
                _chosen = (_chosen + 1) % _choices.Count;
                return false;
            case KeyName.Enter:
                return Choose(_choices[_chosen].Key);
            case KeyName.Text when key.Text.Length == 1:
                return Choose(char.ToLowerInvariant(key.Text[0]));
            default:
                return false;
        }
    }

    public void Cancel() => _answer.TrySetCanceled();

    /// <summary>What the model is told of a refusal.</summary>
    public static Consent Refusal(string words) => Consent.Refused(words.Trim() is { Length: > 0 } said
        ? $"The user does not allow this call, and says: {said}"
        : "The user does not allow this call. Do something else, or ask what they want.");

    private bool Choose(char key)
    {
        if (!_choices.Exists(c => c.Key == key))
            return false;
        if (key == 'n')
        {
            _isRefusing = true;
            return false;
        }

        if (key == 'a')
            offer!.Take();
        Say(Consent.Once);
        return true;
    }

    private void Say(Consent consent) => _answer.TrySetResult(consent);
}
