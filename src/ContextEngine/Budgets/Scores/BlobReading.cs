using System.Buffers;
using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Scores;

/// <summary>
/// What the handles of a view lead to. A blob counts when the view cites its handle; of pairs and places it is enough
/// that one blob holds both parts, since it can be read around.
/// </summary>
internal sealed class BlobReading
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    private readonly List<(string Text, HashSet<string> Lines, HashSet<string> Atoms, List<string> Passages)> _blobs = [];
    private string[]? _collapsed;

    public BlobReading(Context view)
    {
        foreach (var (handle, text) in view.Blobs.OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            if (!view.Messages.Any(m => m.Text.Contains(handle, StringComparison.Ordinal) || m.Calls.Any(c => c.Arguments.Contains(handle, StringComparison.Ordinal))))
                continue;
            var (lines, atoms, passages) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), new List<string>());
            foreach (var form in LineText.Forms(text))
            {
                LineText.AddTo(lines, form);
                AddNamedValues(lines, form);
                foreach (var atom in AtomText.In(form))
                    atoms.Add(atom.Text);
                passages.Add(form);
                if (LineText.Unnumbered(form) is var plain && !ReferenceEquals(plain, form))
                    passages.Add(plain);
            }

            _blobs.Add((text, lines, atoms, passages));
        }
    }

    /// <summary>A history prints an argument as <c>name: value</c>; whoever reads it back has the value.</summary>
    private static void AddNamedValues(HashSet<string> lines, string text)
    {
        foreach (var range in text.AsSpan().Split('\n'))
            if (ValueOf(text.AsSpan(range)) is { IsEmpty: false } value && LineText.Normalise(value) is { } line)
                lines.Add(line);
    }

    private static ReadOnlySpan<char> ValueOf(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(": ");
        return colon <= 0 || line[..colon].IndexOfAnyExcept(NameCharacters) >= 0 ? [] : line[(colon + 2)..];
    }

    public bool HasAtom(string atom) => _blobs.Exists(b => b.Atoms.Contains(atom));

    public bool HasLine(string line) => _blobs.Exists(b => b.Lines.Contains(line));

    public bool HasBoth(string first, string second) => _blobs.Exists(b => b.Atoms.Contains(first) && b.Atoms.Contains(second));

    public bool HasPlaced(string line, IEnumerable<string> paths) => _blobs.Exists(b => b.Lines.Contains(line) && paths.Any(b.Atoms.Contains));

    public bool HasPassage(string passage) => _blobs.Exists(b => b.Passages.Exists(p => p.Contains(passage, StringComparison.Ordinal)));

    public bool HasOpening(string opening)
    {
        _collapsed ??= [.. _blobs.Select(b => LineText.Collapsed(b.Text))];
        return Array.Exists(_collapsed, b => b.Contains(opening, StringComparison.Ordinal));
    }

    /// <summary>Token lengths of the ranges that must be read to see some lines, each the smallest; lines no further apart than 20 share one.</summary>
    public List<int> RangesFor(HashSet<string> wanted)
    {
        const int gap = 20;
        var ranges = new List<int>();
        foreach (var (text, _, _, _) in _blobs)
        {
            var (first, last, number, open, pending) = (-1, -1, 0, 0, 0);
            foreach (var range in text.AsSpan().Split('\n'))
            {
                var line = text.AsSpan(range);
                var tokens = CharTokens.Of(line) + 1;
                if (LineText.Normalise(line) is { } normal && wanted.Remove(normal) || ValueOf(line) is { IsEmpty: false } value && LineText.Normalise(value) is { } named && wanted.Remove(named))
                {
                    if (first >= 0 && number - last > gap)
                    {
                        ranges.Add(open);
                        first = -1;
                    }

                    open = first < 0 ? tokens : open + pending + tokens;
                    first = first < 0 ? number : first;
                    (last, pending) = (number, 0);
                }
                else
                    pending += tokens;
                number++;
            }

            if (first >= 0)
                ranges.Add(open);
        }

        return ranges;
    }
}
