using Pith.Cli.Terminal.Keys;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Editors;

/// <summary>The prompt: an editor with a history, a search in it, and completion.</summary>
/// <param name="history">Earlier prompts.</param>
/// <param name="completer">Completes commands and paths.</param>
internal sealed class Prompter(InputHistory history, Completer completer)
{
    private readonly Pastes _pastes = new();
    private LineEditor? _editor;
    private HistorySearch? _search;

    /// <summary>What the last completion could not decide between.</summary>
    public IReadOnlyList<string> Choices { get; private set; } = [];

    /// <summary>Whether nothing is written.</summary>
    public bool IsEmpty => Editor.Text.Length == 0;

    private LineEditor Editor => _editor ??= new LineEditor(_pastes);

    /// <summary>Takes a key.</summary>
    public PromptEffect Take(Key key)
    {
        Choices = [];
        if (_search is not null && SearchTakes(key))
            return PromptEffect.None;
        switch (key)
        {
            case { Name: KeyName.Enter } when Editor.Text.EndsWith('\\') && Editor.Cursor == Editor.Text.Length:
                Editor.ReplaceBefore(Editor.Cursor - 1, "\n");
                return PromptEffect.None;
            case { Name: KeyName.Enter }:
                return IsEmpty ? PromptEffect.None : PromptEffect.Send;
            case { Name: KeyName.BackTab }:
                return PromptEffect.CycleMode;
            case { Name: KeyName.Tab }:
                Complete();
                return PromptEffect.None;
            case { Name: KeyName.Escape }:
                return PromptEffect.Interrupt;
            case { Name: KeyName.Up } when !Editor.Take(key):
                Recall(history.Before(Editor.Text));
                return PromptEffect.None;
            case { Name: KeyName.Down } when !Editor.Take(key):
                Recall(history.After());
                return PromptEffect.None;
            case { Name: KeyName.Up or KeyName.Down }:
                return PromptEffect.None;
            case var _ when key.IsControl('d') && IsEmpty:
                return PromptEffect.Leave;
            case var _ when key.IsControl('c'):
                return PromptEffect.Interrupt;
            case var _ when key.IsControl('z'):
                return PromptEffect.Suspend;
            case var _ when key.IsControl('l'):
                return PromptEffect.Redraw;
            case var _ when key.IsControl('p'):
                Recall(history.Before(Editor.Text));
                return PromptEffect.None;
            case var _ when key.IsControl('n'):
                Recall(history.After());
                return PromptEffect.None;
            case var _ when key.IsControl('r'):
                _search = new HistorySearch(history);
                return PromptEffect.None;
            default:
                Editor.Take(key);
                return PromptEffect.None;
        }
    }

    /// <summary>Takes the text away: what was shown of it, and the whole.</summary>
    public (string Shown, string Whole) Take()
    {
        var (shown, whole) = (Editor.Text, _pastes.Expand(Editor.Text));
        history.Add(whole.Length <= 4096 ? whole : shown);
        Clear();
        return (shown, whole);
    }

    /// <summary>Texts that were taken stand here again, a line or more each, before what has been written since.</summary>
    public void PutBack(IEnumerable<string> texts)
    {
        string[] back = [.. texts.Select(_pastes.Shown)];
        if (back.Length > 0)
            Editor.Set(string.Join('\n', IsEmpty ? back : [.. back, Editor.Text]));
    }

    /// <summary>Throws the text away.</summary>
    public void Clear()
    {
        (_editor, _search) = (null, null);
        _pastes.Clear();
    }

    /// <summary>The prompt as rows.</summary>
    public EditorView View(int width, int most)
    {
        if (_search is null)
            return EditorView.Of(Editor.Text, Editor.Cursor, width, most);
        var lead = Line.Of($"search {_search.Words}: ", Style.Of(Paint.Yellow));
        var found = CleanText.LineOf(_search.Found ?? "nothing");
        return new EditorView([Wrapping.Cut(lead.Add(found, _search.Found is null ? Style.Dim : Style.Plain), width - 1)], (0, Math.Min(width - 1, 7 + CellWidth.Of(_search.Words))));
    }

    private bool SearchTakes(Key key)
    {
        if (_search!.Take(key))
            return true;
        var found = _search.Found;
        _search = null;
        if (key.Name == KeyName.Escape || key.IsControl('c') || key.IsControl('g'))
            return true;
        Recall(found);
        return key.Name == KeyName.Enter; // it comes to the prompt first, so that it can be looked at
    }

    private void Recall(string? text)
    {
        if (text is not null)
            Editor.Set(text);
    }

    private void Complete()
    {
        var (start, text, choices) = completer.Complete(Editor.Text, Editor.Cursor);
        if (text is not null)
            Editor.ReplaceBefore(start, text);
        Choices = choices;
    }
}
