using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using Pith.Conversations;

namespace Pith.Compaction.Selection;

/// <summary>The skeleton of a file: names that stood in it and are likely to be used again, on one line under its head.</summary>
internal sealed class FileNames
{
    private readonly record struct Name(int Source, ulong Key, int Start, int Length);

    private readonly Dictionary<(int Source, ulong Key), Name> _names = [];
    private readonly History _history;

    public FileNames(ContextIndex index, History history, Sources sources, bool[] chosen, Predicate<int> isShown)
    {
        _history = history;
        var shown = new HashSet<(int, ulong)>();
        for (var b = 0; b < index.Blocks.Length; b++)
            if (index.Blocks[b].Subject >= 0 && isShown(b) && sources.OfSubject(index.Blocks[b].Subject) is var source and >= 0)
                foreach (var atom in new AtomScanner(index.Text(b)))
                    shown.Add((source, XxHash3.HashToUInt64(atom)));
        for (var i = 0; i < chosen.Length; i++)
        {
            var line = history.Lines[i];
            if (line.Part is not (HistoryPart.Result or HistoryPart.Added or HistoryPart.Argument) || index.Blocks[line.Block].Work is not (ToolKind.Read or ToolKind.Edit or ToolKind.Write))
                continue;
            foreach (var atom in new AtomScanner(history[i]))
            {
                var key = XxHash3.HashToUInt64(atom);
                if (atom.Contains((byte)'/') || atom.Contains((byte)'-') || atom.Length > 48 || char.IsAsciiDigit((char)atom[0]))
                    continue;
                if (chosen[i])
                    shown.Add((sources.Of[i], key));
                else
                    _names.TryAdd((sources.Of[i], key), new Name(sources.Of[i], key, Offset(history, i, atom), atom.Length));
            }
        }

        foreach (var known in shown)
            _names.Remove(known);
    }

    /// <summary>Names by source, within so many tokens.</summary>
    public Dictionary<int, string> Choose(ContextIndex index, AtomIndex atoms, LineFeatures features, Sources sources, bool[] chosen, int budget)
    {
        var headed = new HashSet<int>();
        for (var i = 0; i < chosen.Length; i++)
            if (chosen[i])
                headed.Add(sources.Of[i]);
        var taken = new Dictionary<int, StringBuilder>();
        foreach (var (name, _) in _names.Values.Where(n => headed.Contains(n.Source)).Select(n => (n, atoms.Worth(n.Key) * features.Recency(sources.SubjectOf(n.Source)) / (4 + n.Length / 4.0))).OrderByDescending(n => n.Item2).ThenBy(n => n.n.Start))
        {
            var cost = index.Meter.Count(Text(name)) + 1 + (taken.ContainsKey(name.Source) ? 0 : 3);
            if (cost > budget)
                break;
            budget -= cost;
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(taken, name.Source, out _);
            (list ??= new StringBuilder("names:")).Append(' ').Append(Encoding.UTF8.GetString(Text(name)));
        }

        return taken.ToDictionary(t => t.Key, t => t.Value.ToString());
    }

    private ReadOnlySpan<byte> Text(Name name) => _history.Text.Span.Slice(name.Start, name.Length);

    private static int Offset(History history, int line, ReadOnlySpan<byte> atom) =>
        history.Lines[line].Start + (int)System.Runtime.CompilerServices.Unsafe.ByteOffset(ref MemoryMarshal.GetReference(history[line]), ref MemoryMarshal.GetReference(atom));
}
