using Pith.Cli.Terminal.Keys;

namespace Pith.Cli.Terminal.Editors;

/// <summary>A search backwards through earlier prompts, letter by letter.</summary>
internal sealed class HistorySearch(InputHistory history)
{
    private int _at = history.Count;

    /// <summary>What is looked for.</summary>
    public string Words { get; private set; } = "";

    /// <summary>The prompt that was found, or null.</summary>
    public string? Found => _at >= 0 && _at < history.Count ? history[_at] : null;

    /// <summary>Takes a key; false for one that ends the search.</summary>
    public bool Take(Key key)
    {
        if (key.IsControl('r'))
        {
            if (history.Search(Words, _at) is >= 0 and var older)
                _at = older;
            return true;
        }

        switch (key.Name)
        {
            case KeyName.Text when key.Held == Held.None:
                Words += key.Text;
                break;
            case KeyName.Backspace when Words.Length > 0:
                Words = Words[..^1];
                break;
            default:
                return false;
        }

        _at = history.Search(Words, history.Count);
        return true;
    }
}
