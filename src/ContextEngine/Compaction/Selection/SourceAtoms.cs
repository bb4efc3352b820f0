using System.Runtime.InteropServices;

namespace Pith.Compaction.Selection;

/// <summary>
/// Names in files by the head they stand under, a number for each pair, and where a history has each first. Lines that last are
/// looked through once: to look them all up for each plan took a sixth of it.
/// </summary>
internal sealed class SourceAtoms(LineStore store, AtomTable atoms)
{
    private readonly Dictionary<long, int> _numbers = [];
    private readonly List<(int Source, int Atom)> _pairs = [(-1, -1)];
    private readonly List<int> _of = []; // of each atom of the store: its pair, 0 where it is no name, -1 where no history had it

    private int[] _lasting = [], _starts = []; // of each pair: where its name begins, plus one; 0 for nowhere
    private int _read;

    /// <summary>One more than the highest number; 0 is no pair's.</summary>
    public int Count => _pairs.Count;

    /// <summary>The head and the atom of a pair.</summary>
    public (int Source, int Atom) this[int pair] => _pairs[pair];

    /// <summary>By pair: where the history has it first, in bytes, plus one; 0 for nowhere. Whoever asks may change it until the next history.</summary>
    public Span<int> Starts => _starts.AsSpan(0, _pairs.Count);

    /// <summary>Turns to a history.</summary>
    /// <param name="history">Its lines.</param>
    /// <param name="sources">The head that each stands under, the same in all histories.</param>
    public void Read(History history, ReadOnlySpan<int> sources)
    {
        var known = _of.Count;
        CollectionsMarshal.SetCount(_of, store.AtomCount);
        CollectionsMarshal.AsSpan(_of)[known..].Fill(-1);
        if (history.Lasting < _read)
        {
            Array.Clear(_lasting);
            _read = 0;
        }

        Number(history.Lines[_read..], sources[_read..]);
        Scratch.Keep(ref _lasting, _pairs.Count);
        Find(history.Lines[_read..history.Lasting], _lasting);
        _read = history.Lasting;
        _lasting.AsSpan(0, _pairs.Count).CopyTo(Scratch.Take(ref _starts, _pairs.Count));
        Find(history.Lines[_read..], _starts);
    }

    /// <summary>The pairs of a line of the history, one for each of its atoms; 0 for what is no name, or does not stand in a file.</summary>
    public ReadOnlySpan<int> Of(int line)
    {
        ref readonly var facts = ref store.Facts[line];
        return facts.IsSource ? CollectionsMarshal.AsSpan(_of)[facts.FirstAtom..facts.EndAtom] : [];
    }

    /// <summary>The number of a pair; 0 where no line has it.</summary>
    public int Find(int source, int atom) => _numbers.GetValueOrDefault(KeyOf(source, atom));

    private void Number(ReadOnlySpan<HistoryLine> lines, ReadOnlySpan<int> sources)
    {
        var of = CollectionsMarshal.AsSpan(_of);
        for (var i = 0; i < lines.Length; i++)
            if (Of(lines[i].Id) is [< 0, ..])
            {
                var at = store.Facts[lines[i].Id].FirstAtom;
                foreach (var atom in store.AtomsOf(lines[i].Id))
                    of[at++] = NumberOf(sources[i], atom.Id);
            }
    }

    private void Find(ReadOnlySpan<HistoryLine> lines, Span<int> starts)
    {
        foreach (ref readonly var line in lines)
        {
            var pairs = Of(line.Id);
            for (var k = 0; k < pairs.Length; k++)
                if (pairs[k] > 0 && starts[pairs[k]] == 0)
                    starts[pairs[k]] = line.Start + store.AtomsOf(line.Id)[k].At + 1;
        }
    }

    private int NumberOf(int source, int atom)
    {
        if (!atoms.IsName(atom))
            return 0;
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, KeyOf(source, atom), out var known);
        if (!known)
        {
            number = _pairs.Count;
            _pairs.Add((source, atom));
        }

        return number;
    }

    private static long KeyOf(int source, int atom) => (long)source << 32 | (uint)atom;
}
