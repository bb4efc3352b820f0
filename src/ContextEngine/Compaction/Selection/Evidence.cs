using System.Buffers;
using Pith.Conversations;
using Pith.Text;

namespace Pith.Compaction.Selection;

/// <summary>
/// The lines of the history that are worth their tokens: passages with their indentation, under the path they belong
/// to, so that an edit can be made from them.
/// </summary>
internal sealed class Evidence
{
    private readonly LineHistory _lines;
    private readonly LineFeatures _features;
    private readonly LineScores _scores;
    private readonly Sources _sources;
    private readonly Passages _passages;
    private readonly ShownLines _shown;
    private readonly FileNames _names;
    private History _history = null!;

    public Evidence(ContextIndex index, LineStore store, AtomTable atoms, SubjectTable subjects)
    {
        _lines = new LineHistory(store);
        _features = new LineFeatures(store, _lines, atoms, subjects);
        _scores = new LineScores(store, _features);
        _sources = new Sources(index, store);
        _passages = new Passages(store, _sources);
        _shown = new ShownLines(_sources);
        _names = new FileNames(index, store, atoms, _sources);
    }

    /// <summary>What describes the lines of the history that was read last.</summary>
    public LineFeatures Features => _features;

    /// <summary>Probability that a line of the history that was read last is needed again.</summary>
    public ReadOnlySpan<float> Scores => _scores.Of(_history);

    /// <summary>Turns to a history: linear in its lines.</summary>
    public void Read(History history, int exchanges, ReadOnlyMemory<float> weights)
    {
        _history = history;
        _lines.Read(history);
        _features.Read(exchanges);
        _sources.Read(history);
        _scores.Read(history, weights);
    }

    /// <summary>Writes the chosen lines in at most so many tokens, under a heading; nothing when nothing is worth it.</summary>
    /// <param name="present">By key: whether the view shows such a line anyway.</param>
    /// <param name="decisions">What the view shows whole.</param>
    /// <param name="namesShare">Share of the budget for names under the heads of their files.</param>
    /// <param name="budget">Tokens.</param>
    /// <param name="text">Receives the lines.</param>
    public void Choose(ReadOnlySpan<bool> present, ReadOnlySpan<Decision> decisions, double namesShare, int budget, IBufferWriter<byte> text)
    {
        var forNames = (int)(budget * namesShare);
        _passages.Read(_history, Scores, present);
        var chosen = _passages.Choose(budget - forNames);
        _shown.Read(chosen);
        _names.Read(_history, chosen, decisions);
        _names.Choose(_features, _shown, forNames);
        if (_shown.Sources.Length + _names.Sources.Length == 0)
            return;
        text.Append($"{MemorySections.Lines}\n");
        foreach (var source in _names.Sources)
            if (!_shown.Has(source))
            {
                text.Append($"### {_sources.TitleOf(source)} @L{_sources.Of.IndexOf(source) + 1}\n");
                _names.Write(source, text);
            }

        foreach (var source in _shown.Sources) // what was worked on last stands last
        {
            text.Append($"### {_sources.TitleOf(source)} @L{_shown.FirstOf(source) + 1}\n");
            _names.Write(source, text);
            WriteLines(source, text);
        }
    }

    private void WriteLines(int source, IBufferWriter<byte> text)
    {
        var last = _shown.FirstOf(source) - 1;
        for (var i = last + 1; i >= 0; i = _shown.Next(i))
        {
            if (i == last + 2 && IsBlank(last + 1) && _history.Lines[i].Block == _history.Lines[last].Block)
                text.Write("\n"u8);
            else if (i != last + 1 && !_history.Lines[i].Whole)
                text.Append($"…{i + 1}\n");
            last = i;
            text.Write(_history.WithEnd(Excerpt.StripNumber(_history[i], out _).Length, i));
        }
    }

    private bool IsBlank(int line) => Excerpt.StripNumber(_history[line], out _).Trim(" \t\r"u8).IsEmpty;
}
