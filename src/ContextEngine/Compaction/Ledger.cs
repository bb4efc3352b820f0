using System.Text;
using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// What the log says for certain about the work that is gone: requests and constraints verbatim, open todos, files with
/// their last operation, commands with their last outcome, failures with their error. Derived anew each time, so that it
/// cannot drift.
/// </summary>
internal sealed class Ledger
{
    private readonly ContextIndex _index;
    private readonly History _history;
    private readonly IReadOnlyList<Exchange> _exchanges;
    private readonly int _count;
    private readonly HashSet<int> _pinned;
    private readonly IReadOnlyList<(int Block, EarlierMemory Memory)> _earlier;
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    public Ledger(ContextIndex index, History history, IReadOnlyList<Exchange> exchanges, int count, IEnumerable<int> pinned, IReadOnlyList<(int Block, EarlierMemory Memory)> earlier)
    {
        (_index, _history, _exchanges, _count) = (index, history, exchanges, count);
        _pinned = [.. pinned];
        _earlier = earlier;
    }

    /// <summary>The ledger in at most so many tokens, and as many again for what binds; sections may use what others leave.</summary>
    public string Write(int budget, int binding)
    {
        Section(MemorySections.Constraints, Constraints(), binding);
        budget = Section(MemorySections.Requests, Requests(), budget - budget / 3) + budget / 3;
        budget = Section(MemorySections.Todos, Todos(), budget);
        budget = Section(MemorySections.Failures, Failures(), budget - budget / 2) + budget / 2;
        budget = Section(MemorySections.Changed, Files(changed: true), budget - budget / 3) + budget / 3;
        Section(MemorySections.Read, Files(changed: false), budget);
        return _text.ToString();
    }

    private int Section(string heading, IEnumerable<string> items, int budget)
    {
        var headed = false;
        foreach (var item in items)
        {
            var cost = Cost(item) + (headed ? 0 : 6);
            if (cost > budget)
                continue;
            budget -= cost;
            if (!headed)
                _text.Append(heading).Append('\n');
            headed = true;
            _text.Append(item).Append('\n');
        }

        return budget;
    }

    private int Cost(string item) => _index.Meter.Count(Encoding.UTF8.GetBytes(item)) + 1;

    private IEnumerable<int> Blocks()
    {
        for (var e = 0; e < _count; e++)
            for (var i = _exchanges[e].FirstBlock; i < _exchanges[e].EndBlock; i++)
                yield return i;
    }

    /// <summary>What earlier compactions knew, the newest first.</summary>
    private IEnumerable<string> Carried(string section) => _earlier.Reverse().SelectMany(m => m.Memory.Items(section));

    private string Text(int block) => Encoding.UTF8.GetString(_index.Text(block));

    private string Subject(Block block, int bytes) => Encoding.UTF8.GetString(OneLine.Of(_index.Symbol(block.Subject), bytes));

    private IEnumerable<string> Constraints()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var i in Blocks())
        {
            if (!_index.Blocks[i].Has(BlockFlags.Request) || _pinned.Contains(i))
                continue;
            foreach (var range in Sentences.Binding(_index.Text(i)))
                if ("- " + Encoding.UTF8.GetString(_index.Text(i)[range].Trim(" \t\r"u8)) is var sentence && seen.Add(sentence))
                    yield return sentence;
        }

        foreach (var sentence in Carried(MemorySections.Constraints).Where(seen.Add))
            yield return sentence;
    }

    private IEnumerable<string> Requests()
    {
        const int longest = 1600; // characters; longer pastes are behind the history's handle
        foreach (var i in Blocks().Reverse())
        {
            var block = _index.Blocks[i];
            if (!block.Has(BlockFlags.Request) || _pinned.Contains(i))
                continue;
            var text = Text(i).Trim();
            if (text.Length > longest)
                text = text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)] + $" … [all: L{_history.LineOf(i)}]";
            yield return $"- turn {_index.Turns[block.Turn].Number}: {text}";
        }

        foreach (var request in Carried(MemorySections.Requests))
            yield return request;
    }

    /// <summary>The list as it was last written.</summary>
    private IEnumerable<string> Todos()
    {
        foreach (var i in Blocks().Reverse())
            if (_index.Blocks[i] is { Kind: BlockKind.Call, Work: ToolKind.Todo })
                return TodoList.Lines(_index.Text(i));
        return Carried(MemorySections.Todos);
    }

    private IEnumerable<string> Failures()
    {
        foreach (var i in Blocks().Reverse())
        {
            var block = _index.Blocks[i];
            if (block.Kind == BlockKind.Result && block.Has(BlockFlags.Error) && block.Partner >= 0)
                yield return $"- {Encoding.UTF8.GetString(_index.Symbol(block.Tool))} {Subject(block, 80)} → {Encoding.UTF8.GetString(OneLine.Of(Signature.Of(_index.Text(i)), 160))} (L{_history.LineOf(i)})";
        }

        foreach (var failure in Carried(MemorySections.Failures))
            yield return failure[..(failure.LastIndexOf(" (L", StringComparison.Ordinal) is > 0 and var at ? at : failure.Length)]; // a line of an older history
    }

    /// <summary>Paths alone on their lines, as calls will name them again.</summary>
    private IEnumerable<string> Files(bool changed)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var i in Blocks().Reverse())
        {
            var block = _index.Blocks[i];
            if (block.Kind != BlockKind.Call || block.Subject < 0 || block.Work is not (ToolKind.Read or ToolKind.Edit or ToolKind.Write))
                continue;
            if (changed == (block.Work != ToolKind.Read) && Subject(block, 240) is var path && seen.Add(path) && (changed ? _changed.Add(path) : !_changed.Contains(path)))
                yield return path;
        }

        foreach (var path in Carried(changed ? MemorySections.Changed : MemorySections.Read))
            if (seen.Add(path) && (changed ? _changed.Add(path) : !_changed.Contains(path)))
                yield return path;
    }
}
