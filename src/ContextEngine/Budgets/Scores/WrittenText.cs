using System.Text;
using Pith.Budgets.Needs;

namespace Pith.Budgets.Scores;

/// <summary>
/// Reads a text that a policy wrote. A head is a line that names a path and was not in the source; it binds what follows,
/// up to the next head, to the paths it names: at most three, and only if at least half of the known symbols below it
/// really occurred with that path. Other lines of the policy's own bind nothing, so a bag of names binds nothing.
/// </summary>
internal sealed class WrittenText
{
    private readonly Past _past;
    private readonly List<Reading> _readings = [];
    private readonly StringBuilder _run = new();
    private readonly List<Reading> _block = [];
    private readonly HashSet<string> _blockSymbols = new(StringComparer.Ordinal);
    private List<string> _heads = [];

    private WrittenText(Past past) => _past = past;

    public static List<Reading> Read(string text, Past past)
    {
        var whole = new Reading();
        foreach (var form in LineText.Forms(text))
            whole.Passages.Add(form);
        if (LineText.Unnumbered(text) is var plain && !ReferenceEquals(plain, text))
            whole.Passages.Add(plain);
        var written = new WrittenText(past);
        foreach (var line in text.Split('\n'))
            written.Take(line);
        written.EndBlock();
        written._readings.Add(whole);
        return written._readings;
    }

    private void Take(string line)
    {
        var normal = LineText.Normalise(line);
        var paths = AtomText.In(line).Where(a => a.IsPath).Select(a => a.Text).Distinct(StringComparer.Ordinal).ToList();
        var known = normal is not null && _past.HasLine(normal);
        if (paths.Count > 0 && normal is not null && !known)
        {
            EndBlock();
            _heads = paths.Count <= Reading.MostPaths ? paths : [];
            Own(line);
        }
        else if (known || normal is null && !IsMark(line))
            _run.Append(line).Append('\n');
        else
        {
            if (IsMark(line))
                EndBlock();
            Own(line);
        }
    }

    /// <summary>A line of the policy's own: its atoms are seen, but they belong to no path but that of the head.</summary>
    private void Own(string line)
    {
        EndRun();
        var reading = new Reading();
        foreach (var form in LineText.Forms(line))
        {
            LineText.AddTo(reading.Lines, form);
            foreach (var atom in AtomText.In(form))
                reading.Atoms.Add(atom.Text);
        }

        Add(reading);
    }

    private void EndRun()
    {
        if (_run.Length == 0)
            return;
        Add(Reading.OfText(_run.ToString(), []));
        _run.Clear();
    }

    private void Add(Reading reading)
    {
        _block.Add(reading);
        _blockSymbols.UnionWith(reading.Symbols);
    }

    private void EndBlock()
    {
        EndRun();
        var known = _blockSymbols.Count(_past.HasAtom);
        var heads = _heads.Where(path => 2 * _blockSymbols.Count(symbol => _past.Bonds.Contains(path, symbol)) >= known).ToList();
        foreach (var reading in _block)
        {
            var headed = new Reading { Paths = heads };
            headed.Lines.UnionWith(reading.Lines);
            headed.Atoms.UnionWith(reading.Atoms);
            headed.Bonds.Add(reading.Bonds);
            foreach (var path in heads)
                headed.Bonds.Add(path, _blockSymbols);
            _readings.Add(headed);
        }

        _block.Clear();
        _blockSymbols.Clear();
        _heads = [];
    }

    /// <summary>A heading or a tag that was not in the source ends what stands under the head before it; a gap mark does not.</summary>
    private bool IsMark(string line) => Reading.LooksLikeMark(line) && !_past.HasMark(line.Trim());
}
