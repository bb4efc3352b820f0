using System.Buffers;
using System.Runtime.InteropServices;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Compaction.Selection;

/// <summary>The skeleton of a file: names that stood in it and are likely to be used again, on one line under its head.</summary>
internal sealed class FileNames(ContextIndex index, LineStore store, AtomTable atoms, Sources sources)
{
    /// <summary>What a head costs a name that needs one, and how much of that counts against it: others will stand under it too.</summary>
    private const int Head = 14, HeadShare = 8;

    private readonly Dictionary<long, int> _starts = []; // of a source and an atom: where the history has it first
    private readonly List<Name> _names = [];
    private readonly List<int> _sources = [];
    private int[] _next = [], _first = [], _last = [];
    private History _history = null!;

    private readonly record struct Name(double Worth, int Start, long Key) : IComparable<Name>
    {
        public int Source => (int)(Key >> 32);

        public int Atom => (int)Key;

        /// <summary>The best first, and of equals the first.</summary>
        public int CompareTo(Name other) => other.Worth.CompareTo(Worth) is not 0 and var order ? order : Start.CompareTo(other.Start);
    }

    /// <summary>Turns to a history.</summary>
    /// <param name="history">Its sources were read.</param>
    /// <param name="chosen">The lines that are shown.</param>
    /// <param name="headed">The sources they have.</param>
    /// <param name="decisions">What the view shows whole.</param>
    public void Read(History history, ReadOnlySpan<bool> chosen, ShownLines headed, ReadOnlySpan<Decision> decisions)
    {
        _history = history;
        _starts.Clear();
        var lines = history.Lines;
        var facts = store.Facts;
        var (source, mayList) = (-1, false);
        for (var i = 0; i < chosen.Length; i++)
        {
            if (chosen[i] || !facts[lines[i].Id].IsSource)
                continue;
            if (sources.Of[i] != source)
                (source, mayList) = (sources.Of[i], headed.Has(sources.Of[i]) || sources.SubjectOf(sources.Of[i]) >= 0);
            if (!mayList)
                continue;
            foreach (var atom in store.AtomsOf(lines[i].Id))
                if (atoms.IsName(atom.Id))
                    _starts.TryAdd(KeyOf(source, atom.Id), lines[i].Start + atom.At);
        }

        for (var i = 0; i < chosen.Length; i++)
            if (chosen[i] && facts[lines[i].Id].IsSource)
                Leave(sources.Of[i], lines[i].Id);
        LeaveShown(decisions);
    }

    /// <summary>The sources that names were chosen of, the one of the best name first.</summary>
    public ReadOnlySpan<int> Sources => CollectionsMarshal.AsSpan(_sources);

    /// <summary>Chooses within so many tokens. A file of which no line is shown may get a head for its names: that it was there is worth knowing.</summary>
    public void Choose(LineFeatures features, ShownLines headed, int budget)
    {
        _names.Clear();
        foreach (var (key, start) in _starts)
            _names.Add(new Name(atoms.Worth((int)key) * features.Recency(sources.SubjectOf((int)(key >> 32))) / (4 + atoms.LengthOf((int)key) / 4.0 + (headed.Has((int)(key >> 32)) ? 0 : HeadShare)), start, key));
        var names = CollectionsMarshal.AsSpan(_names);
        BestFirst.Arrange(names);
        _sources.Clear();
        Scratch.Take(ref _next, _names.Count);
        Scratch.Take(ref _last, sources.Count);
        Scratch.Take(ref _first, sources.Count).Fill(-1);
        for (var i = names.Length - 1; i >= 0; i--) // a few of thousands: sorting all took as long as everything else about names
        {
            BestFirst.Take(names[..(i + 1)]);
            var (source, isTaken) = (names[i].Source, _first[names[i].Source] >= 0);
            budget -= atoms.TokensOf(names[i].Atom, TextOf(names[i])) + 1 + (isTaken ? 0 : headed.Has(source) ? 3 : 3 + Head);
            if (budget < 0)
                break;
            if (isTaken)
                _next[_last[source]] = i;
            else
            {
                _first[source] = i;
                _sources.Add(source);
            }

            (_last[source], _next[i]) = (i, -1);
        }
    }

    /// <summary>Writes the names of a source on a line, if any were chosen.</summary>
    public void Write(int source, IBufferWriter<byte> text)
    {
        if (_first[source] < 0)
            return;
        text.Append($"{MemorySections.Names}");
        for (var i = _first[source]; i >= 0; i = _next[i])
            text.Append($" {TextOf(_names[i])}");
        text.Append($"\n");
    }

    private ReadOnlySpan<byte> TextOf(Name name) => _history.Text.Span.Slice(name.Start, atoms.LengthOf(name.Atom));

    /// <summary>What stands in the view already needs no listing.</summary>
    private void LeaveShown(ReadOnlySpan<Decision> decisions)
    {
        for (var b = 0; b < index.Blocks.Length; b++)
        {
            ref readonly var block = ref index.Blocks[b];
            if (block.Subject < 0 || decisions[b].Rendering != Rendering.Full || sources.OfSubject(block.Subject) is not (>= 0 and var source))
                continue;
            if (block.Kind == BlockKind.Call)
                foreach (var atom in atoms.MentionedBy(b))
                    _starts.Remove(KeyOf(source, atom));
            else
                for (var id = store.StartOf(b); id < store.StartOf(b + 1); id++)
                    Leave(source, id);
        }
    }

    private void Leave(int source, int line)
    {
        foreach (var atom in store.AtomsOf(line))
            _starts.Remove(KeyOf(source, atom.Id));
    }

    private static long KeyOf(int source, int atom) => (long)source << 32 | (uint)atom;
}
