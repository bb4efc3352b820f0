using System.Runtime.InteropServices;
using System.Text;
using Pith.Compaction.Selection;
using Pith.Conversations;

namespace Pith.Compaction.Wishes;

/// <summary>
/// The lines of the history that an instruction names, within a share of their own: on top of what is kept anyway. A rare name
/// counts more than one that stands everywhere; of equal lines the newest is taken; lines of a named file come behind those
/// that name it.
/// </summary>
internal static class InstructedLines
{
    /// <summary>The lines under their heads, in at most so many tokens; empty where nothing is named or all is shown.</summary>
    /// <param name="index">The conversation.</param>
    /// <param name="history">What leaves.</param>
    /// <param name="store">Knows the lines.</param>
    /// <param name="instructions">The user's words.</param>
    /// <param name="present">Keys of lines that the view shows anyway; gets those that are chosen.</param>
    /// <param name="budget">Tokens.</param>
    public static string Choose(ContextIndex index, History history, LineStore store, string instructions, Span<bool> present, int budget)
    {
        if (instructions.Length == 0 || budget <= 0)
            return "";
        var names = InstructionNames.Of(instructions);
        return names.Count == 0 ? "" : Choose(index, history, store, Worth(index, history, names), present, budget); // apart, so that nothing is captured where nothing is asked
    }

    private static string Choose(ContextIndex index, History history, LineStore store, double[] worth, Span<bool> present, int budget)
    {
        var chosen = new List<int>();
        var sources = new Sources(index, store);
        sources.Read(history);
        var headed = new HashSet<int>();
        foreach (var line in Enumerable.Range(0, worth.Length).Where(i => worth[i] > 0).OrderByDescending(i => worth[i]).ThenByDescending(i => i))
        {
            var cost = index.Meter.Count(Excerpt.StripNumber(history[line], out _)) + 2 + (headed.Contains(sources.Of[line]) ? 0 : 16);
            var key = store.Facts[history.Lines[line].Id].Key;
            if (cost > budget || present[key])
                continue;
            present[key] = key != 0; // what says nothing by itself may be said again
            budget -= cost;
            headed.Add(sources.Of[line]);
            chosen.Add(line);
        }

        return Written(history, sources, chosen);
    }

    private static double[] Worth(ContextIndex index, History history, IReadOnlyList<(byte[] Name, int Worth)> names)
    {
        var worth = new double[history.Lines.Length];
        foreach (var (name, value) in names)
        {
            var hits = new List<int>();
            for (var i = 0; i < worth.Length; i++)
                if (history.Lines[i].Part is not (HistoryPart.Heading or HistoryPart.Names) && Holds(history[i], name, anyCase: value == 1))
                    hits.Add(i);
            foreach (var hit in hits)
                worth[hit] += value / Math.Log2(2 + hits.Count / 8.0);
            if (value > 1)
                AddFile(index, history, name, worth);
        }

        return worth;
    }

    /// <summary>A name that is a file's: its lines are what is asked for, the newest first.</summary>
    private static void AddFile(ContextIndex index, History history, byte[] name, double[] worth)
    {
        for (var i = 0; i < worth.Length; i++)
            if (history.Lines[i] is { Part: HistoryPart.Result or HistoryPart.Added, Subject: >= 0 and var subject } && Names(index.Symbol(subject), name) && Lines.Key(history[i]) != 0)
                worth[i] += 0.25;
    }

    /// <summary>Whether a path is this one, or ends in it.</summary>
    private static bool Names(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name) => path.EndsWith(name) && (path.Length == name.Length || path[^(name.Length + 1)] == '/');

    private static bool Holds(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, bool anyCase)
    {
        if (!anyCase)
            return line.IndexOf(name) >= 0;
        for (var at = 0; at + name.Length <= line.Length; at++)
            if (Ascii.EqualsIgnoreCase(line.Slice(at, name.Length), name))
                return true;
        return false;
    }

    private static string Written(History history, Sources sources, List<int> chosen)
    {
        var bySource = new SortedDictionary<int, List<int>>();
        foreach (var line in chosen)
        {
            if (!bySource.TryGetValue(sources.Of[line], out var lines))
                bySource[sources.Of[line]] = lines = [];
            lines.Add(line);
        }

        var text = new StringBuilder();
        foreach (var (source, lines) in bySource)
        {
            lines.Sort();
            text.Append($"### {Encoding.UTF8.GetString(sources.TitleOf(source))} @L{lines[0] + 1}\n");
            foreach (var i in CollectionsMarshal.AsSpan(lines))
                text.Append(i != lines[0] && !lines.Contains(i - 1) ? $"…{i + 1}\n" : "").Append(Encoding.UTF8.GetString(Excerpt.StripNumber(history[i], out _))).Append('\n');
        }

        return text.ToString();
    }
}
