using System.Globalization;
using System.Text;

namespace Pith.Cli.Terminal.Editors;

/// <summary>Large pastes: the editor shows a placeholder, the prompt that is sent holds the whole.</summary>
internal sealed class Pastes
{
    private const int LongestShown = 800, MostLines = 8;
    private const string Start = "[paste #";

    private readonly List<(string Label, string Text)> _pastes = [];

    /// <summary>What the editor shows for a paste: itself where it is small.</summary>
    public string Shown(string text)
    {
        var lines = text.AsSpan().Count('\n') + 1;
        if (text.Length <= LongestShown && lines <= MostLines)
            return text;
        var bytes = Encoding.UTF8.GetByteCount(text);
        var size = bytes < 10_000 ? $"{bytes} bytes" : bytes < 1_000_000 ? $"{bytes / 1000} kB" : (bytes / 1e6).ToString("0.0 MB", CultureInfo.InvariantCulture);
        var label = string.Create(CultureInfo.InvariantCulture, $"{Start}{_pastes.Count + 1}: {size}, {lines} {(lines == 1 ? "line" : "lines")}]");
        _pastes.Add((label, text));
        return label;
    }

    /// <summary>A text with every placeholder replaced by what stands behind it.</summary>
    public string Expand(string text)
    {
        if (_pastes.Count == 0)
            return text;
        var whole = new StringBuilder();
        var done = 0;
        for (int at; (at = text.IndexOf(Start, done, StringComparison.Ordinal)) >= 0;)
        {
            whole.Append(text, done, at - done);
            var paste = _pastes.Find(p => string.CompareOrdinal(text, at, p.Label, 0, p.Label.Length) == 0);
            whole.Append(paste.Label is null ? Start : paste.Text);
            done = at + (paste.Label ?? Start).Length;
        }

        return whole.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>The length of the placeholder that ends at a place; 0 where none does.</summary>
    public int EndingAt(string text, int end)
    {
        if (end == 0 || text[end - 1] != ']')
            return 0;
        foreach (var (label, _) in _pastes)
            if (text.AsSpan(0, end).EndsWith(label))
                return label.Length;
        return 0;
    }

    /// <summary>The prompt was sent; no placeholder of it is left.</summary>
    public void Clear() => _pastes.Clear();
}
