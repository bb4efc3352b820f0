using Pith.Conversations;
using Pith.Transcripts;

namespace Pith.Compaction;

/// <summary>
/// How likely a line of the history is needed again: recently touched source, atoms the agent acted on, declarations,
/// errors; text that an edit took away counts for little. Weights come from runs of the budget benchmark.
/// </summary>
internal sealed class LineScores
{
    private readonly ContextIndex _index;
    private readonly History _history;
    private readonly AtomIndex _atoms;
    private readonly Dictionary<int, int> _lastTouch = [];
    private readonly Dictionary<(int Subject, ulong Key), int> _removed = [];
    private readonly int _exchanges;

    public LineScores(ContextIndex index, History history, AtomIndex atoms, IReadOnlyList<Exchange> exchanges)
    {
        (_index, _history, _atoms, _exchanges) = (index, history, atoms, exchanges.Count);
        for (var e = 0; e < exchanges.Count; e++)
            for (var b = exchanges[e].FirstBlock; b < exchanges[e].EndBlock; b++)
                if (index.Blocks[b].Subject is var subject and >= 0 && index.Blocks[b].Kind == BlockKind.Call)
                    _lastTouch[subject] = e;
        for (var i = 0; i < history.Lines.Count; i++)
        {
            var line = history.Lines[i];
            if (line.Part is not (HistoryPart.Removed or HistoryPart.Added))
                continue;
            var key = (index.Blocks[line.Block].Subject, Lines.Key(history[i]));
            if (line.Part == HistoryPart.Removed)
                _removed[key] = line.Exchange;
            else
                _removed.Remove(key);
        }
    }

    /// <summary>Worth of a line, at least 0.</summary>
    public double Of(int position)
    {
        var line = _history.Lines[position];
        var text = _history[position];
        if (Lines.Core(text).IsEmpty || text.Length > 500)
            return 0;
        var weight = line.Part switch
        {
            HistoryPart.Heading => 0,
            HistoryPart.Notice => 0.3,
            HistoryPart.User => 1.2,
            HistoryPart.Assistant => 0.6,
            HistoryPart.Argument => 0.5,
            HistoryPart.Added => 2.0,
            _ => ResultWeight(_index.Blocks[line.Block].Work),
        };
        if (weight == 0)
            return 0;
        var subject = _index.Blocks[line.Block].Subject;
        if (subject >= 0 && _removed.TryGetValue((subject, Lines.Key(text)), out var gone) && gone >= line.Exchange)
            weight *= 0.15;
        var touched = subject < 0 ? line.Exchange : Math.Max(line.Exchange, _lastTouch.GetValueOrDefault(subject));
        var recency = 0.3 + Math.Pow(0.5, (_exchanges - touched) / Math.Max(8.0, _exchanges / 8.0));
        var content = 0.8 + _atoms.Worth(text) + (Declares(text) ? 0.3 : 0);
        return weight * recency * content * (Signature.NamesError(text) ? 1.3 : 1);
    }

    /// <summary>What a file says is needed again more often than what a search or a command printed.</summary>
    private static double ResultWeight(ToolKind work) => work switch
    {
        ToolKind.Read => 1.8,
        ToolKind.Search => 0.3,
        _ => 0.7,
    };

    private static bool Declares(ReadOnlySpan<byte> line)
    {
        var core = Excerpt.StripNumber(line, out _).TrimStart(" \t"u8);
        return core.StartsWith("def "u8) || core.StartsWith("class "u8) || core.StartsWith("func "u8) || core.StartsWith("fn "u8)
            || core.StartsWith("function "u8) || core.StartsWith("export "u8) || core.StartsWith("public "u8) || core.StartsWith("private "u8)
            || core.StartsWith("type "u8) || core.StartsWith("interface "u8) || core.StartsWith("struct "u8) || core.StartsWith("const "u8)
            || core.StartsWith("import "u8) || core.StartsWith("internal "u8) || core.StartsWith("pub "u8) || core.StartsWith("async "u8);
    }
}
