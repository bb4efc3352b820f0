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

    private readonly SourceAtoms _pairs = new(store, atoms);
    private readonly List<Name> _names = [];
    private readonly List<int> _sources = [];
    private int[] _next = [], _first = [], _last = [];
    private double[] _recency = [];
    private History _history = null!;

    private readonly record struct Name(double Worth, int Start, int Pair) : IComparable<Name>
    {
        /// <summary>The best first, and of equals the first.</summary>
        public int CompareTo(Name other) => other.Worth.CompareTo(Worth) is not 0 and var order ? order : Start.CompareTo(other.Start);
    }

    /// <summary>Turns to a history.</summary>
    /// <param name="history">Its sources were read.</param>
    /// <param name="chosen">The lines that are shown.</param>
    /// <param name="decisions">What the view shows whole.</param>
    public void Read(History history, ReadOnlySpan<bool> chosen, ReadOnlySpan<Decision> decisions)
    {
        _history = history;
        _pairs.Read(history, sources.Of);
        for (var i = chosen.IndexOf(true); i >= 0 && i < chosen.Length; i++)
            if (chosen[i])
                foreach (var pair in _pairs.Of(history.Lines[i].Id))
                    _pairs.Starts[pair] = 0;
        LeaveShown(decisions);
    }

    /// <summary>The sources that names were chosen of, the one of the best name first.</summary>
    public ReadOnlySpan<int> Sources => CollectionsMarshal.AsSpan(_sources);

    /// <summary>Chooses within so many tokens. A file of which no line is shown may get a head for its names: that it was there is worth knowing.</summary>
    public void Choose(LineFeatures features, ShownLines headed, int budget)
    {
        _names.Clear();
        var starts = _pairs.Starts;
        var recency = Scratch.Take(ref _recency, sources.Count);
        for (var source = 0; source < recency.Length; source++)
            recency[source] = features.Recency(sources.SubjectOf(source));
        for (var pair = 1; pair < starts.Length; pair++)
            if (starts[pair] > 0 && _pairs[pair].Source is var under && (headed.Has(under) || sources.SubjectOf(under) >= 0))
                _names.Add(new Name(WorthOf(pair, headed), starts[pair] - 1, pair));
        var names = CollectionsMarshal.AsSpan(_names);
        BestFirst.Arrange(names);
        _sources.Clear();
        Scratch.Take(ref _next, _names.Count);
        Scratch.Take(ref _last, sources.Count);
        Scratch.Take(ref _first, sources.Count).Fill(-1);
        for (var i = names.Length - 1; i >= 0; i--) // a few of thousands: sorting all took as long as everything else about names
        {
            BestFirst.Take(names[..(i + 1)]);
            var (source, atom) = _pairs[names[i].Pair];
            var isTaken = _first[source] >= 0;
            budget -= atoms.TokensOf(atom, TextOf(names[i])) + 1 + (isTaken ? 0 : headed.Has(source) ? 3 : 3 + Head);
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

    private double WorthOf(int pair, ShownLines headed)
    {
        var (source, atom) = _pairs[pair];
        return atoms.Worth(atom) * _recency[source] / (4 + atoms.LengthOf(atom) / 4.0 + (headed.Has(source) ? 0 : HeadShare));
    }

    private ReadOnlySpan<byte> TextOf(Name name) => _history.Text.Span.Slice(name.Start, atoms.LengthOf(_pairs[name.Pair].Atom));

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
                    _pairs.Starts[_pairs.Find(source, atom)] = 0;
            else
                for (var id = store.StartOf(b); id < store.StartOf(b + 1); id++)
                    foreach (var atom in store.AtomsOf(id))
                        _pairs.Starts[_pairs.Find(source, atom.Id)] = 0;
        }
    }
}
