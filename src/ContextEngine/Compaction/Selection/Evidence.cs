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
    private readonly ContextIndex _index;
    private readonly History _history;
    private readonly LineHistory _lines;
    private readonly LineFeatures _features;
    private readonly AtomIndex _atoms;
    private readonly Sources _sources;
    private readonly float[] _scores;

    public Evidence(ContextIndex index, History history, IReadOnlyList<Exchange> exchanges, AtomIndex atoms, Policy policy)
    {
        (_index, _history, _atoms) = (index, history, atoms);
        _lines = new LineHistory(index, history);
        _features = new LineFeatures(index, history, _lines, atoms, exchanges);
        _sources = new Sources(index, history);
        _scores = LineScores.Of(_lines, _features, policy.Weights.Span);
    }

    /// <summary>The chosen lines as text, in at most so many tokens; empty when nothing is worth it.</summary>
    /// <param name="present">Keys of lines that the view shows anyway.</param>
    /// <param name="isShown">Whether the view shows a block whole.</param>
    /// <param name="namesShare">Share of the budget for names under the heads of their files.</param>
    /// <param name="budget">Tokens.</param>
    public byte[] Choose(HashSet<ulong> present, Predicate<int> isShown, double namesShare, int budget)
    {
        var forNames = (int)(budget * namesShare);
        var passages = new Passages(_index, _history, _lines, _scores, present, _sources.Of, _sources.Count);
        var chosen = passages.Choose(budget - forNames);
        var shown = BySource(chosen);
        var names = new FileNames(_index, _history, _sources, chosen, shown, isShown).Choose(_atoms, _features, forNames);
        using var text = new ArrayPoolBufferWriter<byte>(4096);
        foreach (var (source, lines) in shown.OrderBy(s => s.Value[^1])) // what was worked on last stands last
        {
            text.Write(Encoding.UTF8.GetBytes($"### {_sources.TitleOf(source)} @L{lines[0] + 1}\n"));
            if (names.TryGetValue(source, out var list))
                text.Write(Encoding.UTF8.GetBytes(list + "\n"));
            Write(lines, text);
        }

        return text.WrittenSpan.ToArray();
    }

    private Dictionary<int, List<int>> BySource(bool[] chosen)
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
