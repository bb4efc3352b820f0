using System.IO.Hashing;
using System.Runtime.InteropServices;
using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>
/// What the history says about each of its lines: which is the newest that says this, how often it was acted on or
/// shown, whether an edit took it away, how near a change it stands.
/// </summary>
internal sealed class LineHistory
{
    private readonly ContextIndex _index;
    private readonly History _history;
    private readonly Dictionary<(int Subject, ulong Key), int> _removed = [];
    private readonly Dictionary<ulong, int> _acted = [];
    private readonly Dictionary<ulong, int> _seen = [];
    private readonly Dictionary<ulong, int> _templates = [];
    private readonly int[] _toChange;
    private readonly ulong[] _template;

    public LineHistory(ContextIndex index, History history)
    {
        (_index, _history) = (index, history);
        Keys = new ulong[history.Lines.Count];
        Newest = new bool[Keys.Length];
        _toChange = new int[Keys.Length];
        _template = new ulong[Keys.Length];
        for (var i = 0; i < Keys.Length; i++)
            Take(i);
        MarkNewest();
        MeasureChanges();
    }

    /// <summary>Key of each line; 0 for headings and for lines that say nothing by themselves.</summary>
    public ulong[] Keys { get; }

    /// <summary>Whether a line is the newest that says this in a file, or else anywhere.</summary>
    public bool[] Newest { get; }

    /// <summary>How often calls have said it.</summary>
    public int Acted(int i) => _acted.GetValueOrDefault(Keys[i]);

    /// <summary>How often results have shown it.</summary>
    public int Seen(int i) => _seen.GetValueOrDefault(Keys[i]);

    /// <summary>How many other lines of tools look like it but for their numbers.</summary>
    public int Alike(int i) => _template[i] == 0 ? 0 : _templates[_template[i]] - 1;

    /// <summary>Lines of its block to the nearest that an edit of the file took or put; <see cref="int.MaxValue"/> where there is none.</summary>
    public int ToChange(int i) => _toChange[i];

    /// <summary>Whether a later edit of its file took it away.</summary>
    public bool IsGone(int i) =>
        _history.Lines[i].Subject is >= 0 and var subject && _removed.TryGetValue((subject, Keys[i]), out var gone) && gone >= _history.Lines[i].Exchange;

    private void Take(int i)
    {
        var line = _history.Lines[i];
        if (line.Part == HistoryPart.Heading)
            return;
        var key = Keys[i] = Lines.Key(_history[i]);
        if (key == 0)
            return;
        var subject = line.Subject;
        if (line.Part is HistoryPart.Added or HistoryPart.Removed or HistoryPart.Argument)
            CollectionsMarshal.GetValueRefOrAddDefault(_acted, key, out _)++;
        else
            CollectionsMarshal.GetValueRefOrAddDefault(_seen, key, out _)++;
        if (line.Part == HistoryPart.Result && line.Work is not (ToolKind.Read or ToolKind.Edit))
            CollectionsMarshal.GetValueRefOrAddDefault(_templates, _template[i] = Template(_history[i]), out _)++;
        if (line.Part == HistoryPart.Removed)
            _removed[(subject, key)] = line.Exchange;
        else if (line.Part == HistoryPart.Added)
            _removed.Remove((subject, key));
    }

    private void MarkNewest()
    {
        var files = new HashSet<ulong>();
        var all = new HashSet<ulong>();
        for (var i = Keys.Length - 1; i >= 0; i--)
            if (Keys[i] != 0 && IsFile(i))
                Newest[i] = files.Add(Keys[i]);
        for (var i = Keys.Length - 1; i >= 0; i--)
            if (Keys[i] != 0 && !files.Contains(Keys[i]))
                Newest[i] = all.Add(Keys[i]);
    }

    private bool IsFile(int i) => _history.Lines[i].Part == HistoryPart.Added
        || _history.Lines[i].Part == HistoryPart.Result && _history.Lines[i].Work == ToolKind.Read;

    /// <summary>Lines to the nearest line of the same block that an edit of the same file took or put.</summary>
    private void MeasureChanges()
    {
        var changed = new HashSet<(int Subject, ulong Key)>();
        for (var i = 0; i < Keys.Length; i++)
            if (Keys[i] != 0 && _history.Lines[i].Part is HistoryPart.Added or HistoryPart.Removed && _history.Lines[i].Work == ToolKind.Edit)
                changed.Add((_history.Lines[i].Subject, Keys[i]));
        Sweep(0, Keys.Length, 1);
        Sweep(Keys.Length - 1, -1, -1);

        void Sweep(int from, int to, int step)
        {
            var (block, distance) = ((-1, -1), int.MaxValue);
            for (var i = from; i != to; i += step)
            {
                if ((_history.Lines[i].Block, _history.Lines[i].Head) is var stretch && stretch != block)
                    (block, distance) = (stretch, int.MaxValue);
                if (step > 0)
                    _toChange[i] = int.MaxValue;
                if (Keys[i] != 0 && changed.Contains((_history.Lines[i].Subject, Keys[i])))
                    distance = 0;
                _toChange[i] = Math.Min(_toChange[i], distance);
                if (distance < int.MaxValue)
                    distance++;
            }
        }
    }

    /// <summary>A hash of a line with every word that holds a digit made alike: what a tool prints again and again.</summary>
    private static ulong Template(ReadOnlySpan<byte> line)
    {
        Span<byte> shape = stackalloc byte[256];
        line = Lines.Core(line);
        var length = 0;
        for (var i = 0; i < line.Length && length < shape.Length;)
        {
            var end = i;
            var digit = false;
            while (end < line.Length && (char.IsAsciiLetterOrDigit((char)line[end]) || line[end] == '.'))
                digit |= char.IsAsciiDigit((char)line[end++]);
            end = Math.Max(end, i + 1);
            var word = digit ? "#"u8 : line[i..end];
            word = word[..Math.Min(word.Length, shape.Length - length)];
            word.CopyTo(shape[length..]);
            length += word.Length;
            i = end;
        }

        return XxHash3.HashToUInt64(shape[..length]);
    }
}
