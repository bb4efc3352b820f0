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
    private readonly ContextIndex _index;
    private readonly History _history;
    private readonly Sources _sources;

    /// <param name="index">The index.</param>
    /// <param name="history">Its history.</param>
    /// <param name="sources">The heads of its lines.</param>
    /// <param name="chosen">The lines that are shown.</param>
    /// <param name="headed">The sources they have: a name does not pay for a head of its own.</param>
    /// <param name="isShown">Whether the view shows a block whole.</param>
    public FileNames(ContextIndex index, History history, Sources sources, bool[] chosen, IReadOnlyDictionary<int, List<int>> headed, Predicate<int> isShown)
    {
        (_index, _history, _sources) = (index, history, sources);
        for (var i = 0; i < chosen.Length; i++)
            if (!chosen[i] && headed.ContainsKey(sources.Of[i]) && IsOfFile(i))
                foreach (var atom in new AtomScanner(history[i]))
                    if (IsName(atom) && history.Text.Span.Overlaps(atom, out var start))
                        _names.TryAdd(KeyOf(sources.Of[i], atom), new Name(sources.Of[i], XxHash3.HashToUInt64(atom), start, atom.Length));
        for (var i = 0; i < chosen.Length; i++)
            if (chosen[i] && IsOfFile(i))
                Leave(sources.Of[i], history[i]);
        for (var b = 0; b < index.Blocks.Length; b++)
            if (index.Blocks[b].Subject >= 0 && isShown(b) && sources.OfSubject(index.Blocks[b].Subject) is var source and >= 0 && headed.ContainsKey(source))
                Leave(source, index.Text(b));
    }

    /// <summary>Names by source, within so many tokens.</summary>
    public Dictionary<int, string> Choose(AtomIndex atoms, LineFeatures features, int budget)
    {
        var taken = new Dictionary<int, StringBuilder>();
        foreach (var (name, _) in _names.Values.Select(n => (n, atoms.Worth(n.Key) * features.Recency(_sources.SubjectOf(n.Source)) / (4 + n.Length / 4.0))).OrderByDescending(n => n.Item2).ThenBy(n => n.n.Start))
        {
            var text = _history.Text.Span.Slice(name.Start, name.Length);
            budget -= _index.Meter.Count(text) + 1 + (taken.ContainsKey(name.Source) ? 0 : 3);
            if (budget < 0)
                break;
            ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(taken, name.Source, out _);
            (list ??= new StringBuilder("names:")).Append(' ').Append(Encoding.UTF8.GetString(text));
        }

        return taken.ToDictionary(t => t.Key, t => t.Value.ToString());
    }

    /// <summary>What stands in the view already needs no listing.</summary>
    private void Leave(int source, ReadOnlySpan<byte> text)
    {
        foreach (var atom in new AtomScanner(text))
            _names.Remove(KeyOf(source, atom));
    }

    private bool IsOfFile(int line) => _history.Lines[line].Part is HistoryPart.Result or HistoryPart.Added or HistoryPart.Argument or HistoryPart.Names
        && _history.Lines[line].Work is ToolKind.Read or ToolKind.Edit or ToolKind.Write;

    private static bool IsName(ReadOnlySpan<byte> atom) =>
        !atom.ContainsAny((byte)'/', (byte)'-') && atom.Length <= 48 && !char.IsAsciiDigit((char)atom[0]);

    private static (int Source, ulong Key) KeyOf(int source, ReadOnlySpan<byte> atom) => (source, XxHash3.HashToUInt64(atom));
}
