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
    private List<int> _cuts = [], _lastCuts = [];
    private AtomTable _atoms = null!;
    private SubjectTable _subjects = null!;
    private LineStore _store = null!;
    private Evidence _evidence = null!;
    private History? _history;
    private ReadOnlyMemory<float> _weights;
    private int _read = -1, _exchange, _turns, _prefix;
    private bool _isScored;
    private bool[] _present = [];

    /// <summary>All lines; valid once a history was asked for.</summary>
    public LineStore Store => _store;

    /// <summary>Lines that a view shows, by key. Used by whoever asks next.</summary>
    public Span<bool> NothingPresent() => Scratch.Clear(ref _present, _store.Numbers.Keys);

    /// <summary>What was known holds no more.</summary>
    public void Forget() => _read = -1;

    /// <summary>The history of the first exchanges and of the results behind them that are cut.</summary>
    /// <param name="exchanges">All exchanges.</param>
    /// <param name="count">How many go.</param>
    /// <param name="isCut">Whether a block behind them is shown in part only.</param>
    public History Of(List<Exchange> exchanges, int count, Predicate<int> isCut)
    {
        Grow(exchanges);
        var from = count < exchanges.Count ? exchanges[count].FirstBlock : index.Blocks.Length;
        _cuts.Clear();
        for (var block = from; block < index.Blocks.Length; block++)
            if (isCut(block))
                _cuts.Add(block);
        if (_history is not null && _prefix == count && CollectionsMarshal.AsSpan(_cuts).SequenceEqual(CollectionsMarshal.AsSpan(_lastCuts)))
            return _history;
        (_prefix, _isScored) = (count, false);
        (_cuts, _lastCuts) = (_lastCuts, _cuts);
        return _history = Make(count == 0 ? 0 : _store.StartOf(exchanges[count - 1].EndBlock));
    }

    /// <summary>The worth of the lines of the history asked for last.</summary>
    public Evidence Evidence(int exchanges, ReadOnlyMemory<float> weights)
    {
        if (!_isScored || !_weights.Equals(weights))
            _evidence.Read(_history!, exchanges, weights.Span);
        (_isScored, _weights) = (true, weights);
        return _evidence;
    }

    /// <summary>Without cuts a history is the beginning of all lines: nothing is copied.</summary>
    private History Make(int lines)
    {
        if (_lastCuts.Count == 0)
            return new History(_store.Written, lines);
        var (bytes, count) = (BytesOf(0, lines), lines);
        foreach (var block in _lastCuts)
            (bytes, count) = (bytes + BytesOf(_store.StartOf(block), _store.StartOf(block + 1)), count + _store.StartOf(block + 1) - _store.StartOf(block));
        var writer = new HistoryWriter(index, bytes + 1, count);
        writer.Copy(_store.Written, 0, lines);
        foreach (var block in _lastCuts)
            writer.Copy(_store.Written, _store.StartOf(block), _store.StartOf(block + 1));
        return new History(writer, writer.Lines.Count);
    }

    private int BytesToRead()
    {
        var bytes = 0;
        foreach (ref readonly var block in index.Blocks)
            bytes += block.Kind is BlockKind.Image or BlockKind.Thinking ? 0 : block.Length + 64; // and a heading
        return bytes;
    }

    private int BytesOf(int first, int end)
    {
        var lines = _store.Written.Lines;
        return first == end ? 0 : lines[end - 1].Start + lines[end - 1].Length + 1 - lines[first].Start;
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
        }

        if (_atoms.Settle())
            _subjects.AskAgain();
        _atoms.Turns = _turns = index.Turns.Length;
        _history = null;
    }

    private void Start()
    {
        _loose.Clear();
        _history = null;
        (_read, _exchange) = (0, 0);
        _atoms = new AtomTable(index.Meter);
        _subjects = new SubjectTable(index, _atoms);
        _store = new LineStore(index, _atoms, BytesToRead());
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
