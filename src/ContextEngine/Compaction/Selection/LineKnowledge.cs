using System.Runtime.InteropServices;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction.Selection;

/// <summary>
/// What is known of the lines of a conversation: read block by block, asked for one history after the other. Starts over
/// where later blocks say something else of earlier ones, which is rare.
/// </summary>
internal sealed class LineKnowledge(ContextIndex index)
{
    private readonly List<int> _loose = []; // blocks that stood in no exchange
    private readonly List<int> _cuts = []; // of the history asked for last
    private readonly History _history = new();
    private AtomTable _atoms = null!;
    private SubjectTable _subjects = null!;
    private LineStore _store = null!;
    private LedgerItems _ledger = null!;
    private Evidence _evidence = null!;
    private HistoryWriter? _joined;
    private HistoryHash _hash = null!;
    private ReadOnlyMemory<float> _weights;
    private int _read = -1, _exchange, _turns, _prefix, _copied;
    private bool _isCurrent, _isScored;
    private bool[] _present = [];

    /// <summary>All lines; valid once a history was asked for.</summary>
    public LineStore Store => _store;

    /// <summary>What the log says for certain; valid once a history was asked for.</summary>
    public Ledger Ledger { get; private set; } = null!;

    /// <summary>Lines that a view shows, by key. Used by whoever asks next.</summary>
    public Span<bool> NothingPresent() => Scratch.Clear(ref _present, _store.Numbers.Keys);

    /// <summary>What was known holds no more.</summary>
    public void Forget() => _read = -1;

    /// <summary>The history of the first exchanges and of the results behind them that are cut.</summary>
    /// <param name="exchanges">All exchanges.</param>
    /// <param name="count">How many go.</param>
    /// <param name="cuts">The blocks behind them that are shown in part only.</param>
    /// <returns>Valid until another is asked for.</returns>
    public History Of(List<Exchange> exchanges, int count, List<int> cuts)
    {
        Grow(exchanges);
        if (_isCurrent && _prefix == count && CollectionsMarshal.AsSpan(cuts).SequenceEqual(CollectionsMarshal.AsSpan(_cuts)))
            return _history;
        (_prefix, _isScored, _isCurrent) = (count, false, true);
        _cuts.Clear();
        _cuts.AddRange(cuts);
        return Make(count == 0 ? 0 : _store.StartOf(exchanges[count - 1].EndBlock));
    }

    /// <summary>The worth of the lines of the history asked for last.</summary>
    public Evidence Evidence(int exchanges, ReadOnlyMemory<float> weights)
    {
        if (!_isScored || !_weights.Equals(weights))
            _evidence.Read(_history, exchanges, weights);
        (_isScored, _weights) = (true, weights);
        return _evidence;
    }

    /// <summary>Without cuts a history is the beginning of all lines: nothing is copied. With them it is a copy, of which the beginning stays from one to the next.</summary>
    private History Make(int lines)
    {
        if (_cuts.Count == 0)
            return _history.Turn(_store.Written, lines, lines, _hash);
        var all = _store.Written;
        _joined ??= new HistoryWriter(index, all.Text.Length * 3 / 2, all.Lines.Count * 3 / 2); // room for all there is, and for a while to come
        _joined.Rewind(_copied = Math.Min(_copied, lines));
        _joined.Copy(all, _copied, lines);
        _copied = lines;
        foreach (var block in _cuts)
            _joined.Copy(all, _store.StartOf(block), _store.StartOf(block + 1));
        return _history.Turn(_joined, _joined.Lines.Count, lines, _hash);
    }

    private int BytesToRead()
    {
        var bytes = 0;
        foreach (ref readonly var block in index.Blocks)
            bytes += block.Kind is BlockKind.Image or BlockKind.Thinking ? 0 : block.Length + 64; // and a heading
        return bytes;
    }

    private void Grow(List<Exchange> exchanges)
    {
        if (_read >= 0 && SaysOtherwise(exchanges))
            _read = -1;
        if (_read < 0)
            Start();
        if (_read == index.Blocks.Length && _turns == index.Turns.Length)
            return;
        for (; _read < index.Blocks.Length; _read++)
        {
            while (_exchange < exchanges.Count && exchanges[_exchange].EndBlock <= _read)
                _exchange++;
            var exchange = _exchange < exchanges.Count && exchanges[_exchange].FirstBlock <= _read ? _exchange : -1;
            if (exchange < 0)
                _loose.Add(_read);
            ref readonly var block = ref index.Blocks[_read];
            _atoms.Read(block, index.Text(_read));
            _store.Add(exchange);
            _subjects.Add(block, exchange);
            if (exchange >= 0)
                _ledger.Add(_read, _store.StartOf(_read) + 1);
        }

        if (_atoms.Settle())
            _subjects.AskAgain();
        _atoms.Turns = _turns = index.Turns.Length;
        (_isCurrent, _hash.HasNews) = (false, true);
    }

    private void Start()
    {
        _loose.Clear();
        (_isCurrent, _read, _exchange, _copied) = (false, 0, 0, 0);
        _ledger = new LedgerItems(index);
        Ledger = new Ledger(_ledger);
        _joined = null;
        _hash = new HistoryHash();
        _atoms = new AtomTable(index.Meter);
        _subjects = new SubjectTable(index, _atoms);
        _store = new LineStore(index, _atoms, BytesToRead() * 5 / 4); // a conversation grows: room now is no copy later
        _evidence = new Evidence(index, _store, _atoms, _subjects);
    }

    /// <summary>Whether new blocks took an old one into an exchange, or name the file that a head of an earlier memory spoke of.</summary>
    private bool SaysOtherwise(List<Exchange> exchanges)
    {
        foreach (var block in _loose)
            foreach (var exchange in exchanges)
                if (exchange.FirstBlock <= block && block < exchange.EndBlock)
                    return true;
        foreach (var head in _store.Written.Heads)
            if (head.Subject < 0 && MemoryHead.Of(index, head.Title).Subject >= 0)
                return true;
        return false;
    }
}
