using System.Text;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Documents;

/// <summary>
/// Markdown as it arrives, made into lines. A line is final once its newline is there, so that only the last one is ever
/// drawn twice; a table once the line behind it is there, since its columns need all rows. Linear in the text's length.
/// </summary>
/// <param name="styled">Whether styles can be shown; without them the text stays as it was written.</param>
internal sealed class MarkdownStream(bool styled)
{
    /// <summary>A line without end is committed in parts of this length: drawing it whole again and again would be quadratic.</summary>
    private const int LongestLive = 2048;

    private readonly StringBuilder _rest = new();
    private readonly MarkdownLines _lines = new(styled);

    /// <summary>Takes clean text.</summary>
    /// <param name="text">The next piece.</param>
    /// <param name="done">Takes the lines that have become final.</param>
    public void Take(string text, Action<Line> done)
    {
        var start = 0;
        for (int end; (end = text.IndexOf('\n', start)) >= 0; start = end + 1)
        {
            _rest.Append(text, start, end - start);
            Commit(done);
        }

        _rest.Append(text, start, text.Length - start);
        while (_rest.Length > LongestLive)
            CommitPart(done);
    }

    /// <summary>The text has ended; what was waiting is final.</summary>
    public void End(Action<Line> done)
    {
        if (_rest.Length > 0)
            Commit(done);
        _lines.End(done);
    }

    /// <summary>The last line so far, and a table's rows that wait for the end of it.</summary>
    public IEnumerable<Line> Live => _rest.Length == 0 ? _lines.Waiting : [.. _lines.Waiting, _lines.Preview(_rest.ToString())];

    private void Commit(Action<Line> done)
    {
        var line = _rest.ToString();
        _rest.Clear();
        _lines.Take(line, done);
    }

    private void CommitPart(Action<Line> done)
    {
        var part = _rest.ToString(0, LongestLive);
        var cut = part.LastIndexOf(' ');
        if (cut <= 0)
            cut = char.IsHighSurrogate(part[^1]) ? LongestLive - 1 : LongestLive;
        _lines.Take(part[..cut], done);
        _rest.Remove(0, cut < LongestLive && part[cut] == ' ' ? cut + 1 : cut);
    }
}
