using System.Runtime.InteropServices;
using Pith.Budgets.Needs;
using Pith.Budgets.Recordings;

namespace Pith.Budgets.Scores;

/// <summary>What stands in a view, ready to be asked for. Messages of the recording are read once for all views.</summary>
internal sealed class ViewReading
{
    private readonly List<Reading> _readings = [];
    private readonly HashSet<string> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _atoms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Reading>> _under = new(StringComparer.Ordinal);
    private string? _collapsed;

    public ViewReading(IReadOnlyList<Message> messages, Past past)
    {
        State = new StateReading(messages, past);
        foreach (var message in messages)
        {
            if (message.Speaker == Speaker.Tool || past.HasText(message.Text))
                _readings.Add(message.Reading);
            else if (message.Text.Length > 0)
                _readings.AddRange(WrittenText.Read(message.Text, past));
            foreach (var call in message.Calls)
                _readings.Add(call.Reading);
        }

        foreach (var reading in _readings)
        {
            _lines.UnionWith(reading.Lines);
            _atoms.UnionWith(reading.Atoms);
            foreach (var path in reading.Paths)
                (CollectionsMarshal.GetValueRefOrAddDefault(_under, path, out _) ??= []).Add(reading);
        }
    }

    public StateReading State { get; }

    public bool HasLine(string line) => _lines.Contains(line);

    public bool HasAtom(string atom) => _atoms.Contains(atom);

    public bool HasPassage(string passage) => _readings.Exists(r => r.Passages.Exists(p => p.Contains(passage, StringComparison.Ordinal)));

    public bool Binds(string path, string symbol) => _readings.Exists(r => r.Bonds.Contains(path, symbol));

    /// <summary>Whether a line stands under one of some paths.</summary>
    public bool HasPlaced(string line, IEnumerable<string> paths) =>
        paths.Any(path => _under.TryGetValue(path, out var readings) && readings.Exists(r => r.Lines.Contains(line)));

    /// <summary>Whether an opening stands there, white space aside.</summary>
    public bool HasOpening(string opening)
    {
        _collapsed ??= string.Join('\n', _readings.SelectMany(r => r.Passages).Select(p => LineText.Collapsed(p)));
        return _collapsed.Contains(opening, StringComparison.Ordinal);
    }

    /// <summary>Where a line stands first, from 0 (oldest) to 1 (newest) by parts of the view.</summary>
    public double PositionOf(string line) => _readings.FindIndex(r => r.Lines.Contains(line)) is >= 0 and var at ? (double)at / Math.Max(1, _readings.Count - 1) : double.NaN;
}
