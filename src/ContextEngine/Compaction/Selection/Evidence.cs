using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>
/// The lines of the history that are worth their tokens: passages with their indentation, under the path they belong
/// to, so that an edit can be made from them.
/// </summary>
internal sealed class Evidence
{
    private readonly LineHistory _lines;
    private readonly LineFeatures _features;
    private readonly Sources _sources;
    private readonly Passages _passages;
    private readonly FileNames _names;
    private History _history = null!;
    private float[] _scores = [];

    public Evidence(ContextIndex index, LineStore store, AtomTable atoms, SubjectTable subjects)
    {
        _lines = new LineHistory(store);
        _features = new LineFeatures(store, _lines, atoms, subjects);
        _sources = new Sources(index, store);
        _passages = new Passages(store, _sources);
        _names = new FileNames(index, store, atoms, _sources);
    }

    /// <summary>What describes the lines of the history that was read last.</summary>
    public (LineHistory Lines, LineFeatures Features) Known => (_lines, _features);

    /// <summary>Probability that a line of the history that was read last is needed again.</summary>
    public ReadOnlySpan<float> Scores => _scores.AsSpan(0, _history.Lines.Length);

    /// <summary>Turns to a history: linear in its lines.</summary>
    public void Read(History history, int exchanges, ReadOnlySpan<float> weights)
    {
        _history = history;
        _lines.Read(history);
        _features.Read(history, exchanges);
        _sources.Read(history);
        LineScores.Write(_lines, _features, weights, Scratch.Take(ref _scores, history.Lines.Length));
    }

    /// <summary>The chosen lines as text, in at most so many tokens; empty when nothing is worth it.</summary>
    /// <param name="present">By key: whether the view shows such a line anyway.</param>
    /// <param name="isShown">Whether the view shows a block whole.</param>
    /// <param name="namesShare">Share of the budget for names under the heads of their files.</param>
    /// <param name="budget">Tokens.</param>
    public byte[] Choose(ReadOnlySpan<bool> present, Predicate<int> isShown, double namesShare, int budget)
    {
        var forNames = (int)(budget * namesShare);
        _passages.Read(_history, Scores, present);
        var chosen = _passages.Choose(budget - forNames);
        var shown = BySource(chosen);
        _names.Read(_history, chosen, shown, isShown);
        var names = _names.Choose(_features, shown, forNames);
        using var text = new ArrayPoolBufferWriter<byte>(4096);
        foreach (var (source, list) in names.Where(n => !shown.ContainsKey(n.Key)))
            text.Write(Encoding.UTF8.GetBytes($"### {_sources.TitleOf(source)} @L{_sources.Of.IndexOf(source) + 1}\n{list}\n"));
        foreach (var (source, lines) in shown.OrderBy(s => s.Value[^1])) // what was worked on last stands last
        {
            text.Write(Encoding.UTF8.GetBytes($"### {_sources.TitleOf(source)} @L{lines[0] + 1}\n"));
            if (names.TryGetValue(source, out var list))
                text.Write(Encoding.UTF8.GetBytes(list + "\n"));
            Write(lines, text);
        }

        return text.WrittenSpan.ToArray();
    }

    private Dictionary<int, List<int>> BySource(ReadOnlySpan<bool> chosen)
    {
        var bySource = new Dictionary<int, List<int>>();
        for (var i = 0; i < chosen.Length; i++)
            if (chosen[i])
                (CollectionsMarshal.GetValueRefOrAddDefault(bySource, _sources.Of[i], out _) ??= []).Add(i);
        return bySource;
    }

    private void Write(List<int> lines, ArrayPoolBufferWriter<byte> text)
    {
        var last = lines[0] - 1;
        foreach (var i in lines)
        {
            if (i == last + 2 && IsBlank(_history, last + 1) && _history.Lines[i].Block == _history.Lines[last].Block)
                text.Write("\n"u8);
            else if (i != last + 1 && !_history.Lines[i].Whole)
                text.Write(Encoding.UTF8.GetBytes($"…{i + 1}\n"));
            last = i;
            text.Write(Excerpt.StripNumber(_history[i], out _));
            text.Write("\n"u8);
        }
    }

    private static bool IsBlank(History history, int line) => Excerpt.StripNumber(history[line], out _).Trim(" \t\r"u8).IsEmpty;
}
