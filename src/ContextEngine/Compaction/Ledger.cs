using System.Buffers;
using Pith.Compaction.Selection;
using Pith.Text;

namespace Pith.Compaction;

/// <summary>
/// What the log says for certain about the work that is gone: requests and constraints verbatim, open todos, files with
/// their last operation, commands with their last outcome, failures with their error. Derived from the log alone, so that it
/// cannot drift.
/// </summary>
internal sealed class Ledger(LedgerItems items)
{
    private bool[] _seen = [], _changed = [];
    private IBufferWriter<byte> _output = null!;
    private string _heading = "";
    private bool _isHeaded;
    private int _left;

    /// <summary>Writes the ledger in at most so many tokens, and as many again for what binds; sections may use what others leave.</summary>
    public void Write(LedgerRange range, int budget, int binding, IBufferWriter<byte> output)
    {
        _output = output;
        Scratch.Clear(ref _changed, items.Texts);
        Begin(MemorySections.Constraints, binding);
        Constraints(range);
        Begin(MemorySections.Requests, budget - budget / 3);
        Requests(range);
        Begin(MemorySections.Todos, budget = _left + budget / 3);
        Todos(range);
        Begin(MemorySections.Failures, (budget = _left) - budget / 2);
        Failures(range);
        budget = _left + budget / 2;
        Begin(MemorySections.Changed, budget - budget / 3);
        Files(range, changed: true);
        Begin(MemorySections.Read, _left + budget / 3);
        Files(range, changed: false);
    }

    private void Begin(string heading, int budget)
    {
        (_heading, _isHeaded, _left) = (heading, false, budget);
        Scratch.Clear(ref _seen, items.Texts);
    }

    private void Say(LedgerItem item)
    {
        var cost = items.TokensOf(item.Text) + 1 + (_isHeaded ? 0 : 6);
        if (cost > _left)
            return;
        _left -= cost;
        if (!_isHeaded)
            _output.Append($"{_heading}\n");
        _isHeaded = true;
        _output.Write(items.TextOf(item.Text));
        _output.Append($"\n");
    }

    /// <summary>True the first time that a text is met in this section.</summary>
    private bool IsNew(LedgerItem item) => !_seen[item.Text] && (_seen[item.Text] = true);

    private void Constraints(LedgerRange range)
    {
        foreach (var item in items.Constraints)
            if (item.Block < range.End && !range.Pinned.Contains(item.Block) && IsNew(item))
                Say(item);
        Carry(range, MemorySections.Constraints, onlyNew: true);
    }

    private void Requests(LedgerRange range)
    {
        for (var i = items.Requests.Count - 1; i >= 0; i--)
            if (items.Requests[i] is var item && item.Block < range.End && !range.Pinned.Contains(item.Block))
                Say(item);
        Carry(range, MemorySections.Requests, onlyNew: false);
    }

    /// <summary>The list as it was last written.</summary>
    private void Todos(LedgerRange range)
    {
        for (var i = items.TodoBlocks.Count - 1; i >= 0; i--)
        {
            if (items.TodoBlocks[i] is var block && block >= range.End)
                continue;
            foreach (var item in items.Todos)
                if (item.Block == block)
                    Say(item);
            return;
        }

        Carry(range, MemorySections.Todos, onlyNew: false);
    }

    private void Failures(LedgerRange range)
    {
        for (var i = items.Failures.Count - 1; i >= 0; i--)
            if (items.Failures[i].Block < range.End)
                Say(items.Failures[i]);
        Carry(range, MemorySections.Failures, onlyNew: false);
    }

    private void Files(LedgerRange range, bool changed)
    {
        var files = changed ? items.Changed : items.Read;
        for (var i = files.Count - 1; i >= 0; i--)
            if (files[i].Block < range.End)
                File(files[i], changed);
        var section = changed ? MemorySections.Changed : MemorySections.Read;
        for (var m = range.Earlier.Count - 1; m >= 0; m--)
            foreach (var item in items.Carried(section))
                if (item.Block == range.Earlier[m].Block)
                    File(item, changed);
    }

    private void File(LedgerItem item, bool changed)
    {
        if (!IsNew(item) || _changed[item.Text])
            return;
        _changed[item.Text] = changed;
        Say(item);
    }

    /// <summary>What earlier compactions knew, the newest first.</summary>
    private void Carry(LedgerRange range, string section, bool onlyNew)
    {
        for (var m = range.Earlier.Count - 1; m >= 0; m--)
            foreach (var item in items.Carried(section))
                if (item.Block == range.Earlier[m].Block && (!onlyNew || IsNew(item)))
                    Say(item);
    }
}
