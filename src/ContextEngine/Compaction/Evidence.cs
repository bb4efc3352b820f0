using System.Buffers;
using System.Text;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Conversations;

namespace Pith.Compaction;

/// <summary>
/// Chooses the lines of the history that are worth their tokens: whole spans of consecutive lines with their
/// indentation, under the path or command they come from, so that an edit could be made from them. Greedy by worth for
/// the tokens; a line that already stands in the view is worth nothing.
/// </summary>
internal sealed class Evidence
{
    /// <summary>A span is at most this long: two edits' worth; shorter spans lose exact edits, longer ones waste tokens.</summary>
    private const int LongestSpan = 20;

    /// <summary>Between worth per line (0) and worth per token (1).</summary>
    private const double Thrift = 0.8;

    private readonly record struct Span(int First, int Count);

    private readonly ContextIndex _index;
    private readonly History _history;
    private readonly LineScores _scores;
    private readonly HashSet<ulong> _present;
    private readonly double[] _worth;
    private readonly int[] _tokens;

    public Evidence(ContextIndex index, History history, LineScores scores, HashSet<ulong> present)
    {
        (_index, _history, _scores, _present) = (index, history, scores, present);
        _worth = new double[history.Lines.Count];
        _tokens = new int[history.Lines.Count];
    }

    /// <summary>The chosen lines as text, in at most so many tokens; empty when nothing is worth it.</summary>
    public byte[] Choose(int budget)
    {
        var queue = new PriorityQueue<Span, double>();
        foreach (var span in Spans())
            if (Value(span) is var value and > 0)
                queue.Enqueue(span, -value);
        var chosen = new SortedSet<int>();
        var headed = new HashSet<int>();
        while (queue.TryDequeue(out var span, out var priority))
        {
            var value = Value(span);
            if (value < -priority * 0.95)
            {
                if (value > 0)
                    queue.Enqueue(span, -value); // lines chosen meanwhile made it worth less
                continue;
            }

            var cost = Cost(span) + (headed.Contains(SourceOf(span.First)) ? 4 : 24);
            if (cost > budget)
                continue;
            budget -= cost;
            headed.Add(SourceOf(span.First));
            for (var i = span.First; i < span.First + span.Count; i++)
            {
                chosen.Add(i);
                if (Lines.Key(_history[i]) is var key and not 0)
                    _present.Add(key);
            }
        }

        return Write(chosen);
    }

    private IEnumerable<Span> Spans()
    {
        var first = 0;
        for (var i = 0; i <= _history.Lines.Count; i++)
        {
            if (i < first)
                continue;
            var ends = i == _history.Lines.Count || first < _history.Lines.Count && _history.Lines[i].Block != _history.Lines[first].Block
                || _history.Lines[i].Part != _history.Lines[first].Part || i - first >= LongestSpan
                || i - first >= 3 && IsBlank(i);
            if (!ends)
                continue;
            if (i > first && _history.Lines[first].Part != HistoryPart.Heading)
                yield return Measure(new Span(first, i - first));
            first = i < _history.Lines.Count && IsBlank(i) ? i + 1 : i;
        }
    }

    private bool IsBlank(int line) => Excerpt.StripNumber(_history[line], out _).Trim(" \t\r"u8).IsEmpty;

    private Span Measure(Span span)
    {
        for (var i = span.First; i < span.First + span.Count; i++)
        {
            _worth[i] = _scores.Of(i);
            _tokens[i] = _index.Meter.Count(Excerpt.StripNumber(_history[i], out _)) + 1;
        }

        return span;
    }

    /// <summary>Mean worth for the tokens over the lines that are new; long blocks of nothing new sink.</summary>
    private double Value(Span span)
    {
        var sum = 0.0;
        for (var i = span.First; i < span.First + span.Count; i++)
            if (_worth[i] > 0 && !_present.Contains(Lines.Key(_history[i])))
                sum += _worth[i] / Math.Pow(_tokens[i] + 2, Thrift);
        return sum / span.Count;
    }

    private int Cost(Span span)
    {
        var cost = 0;
        for (var i = span.First; i < span.First + span.Count; i++)
            cost += _tokens[i];
        return cost;
    }

    /// <summary>Lines under one heading come from one subject; words come from their speaker.</summary>
    private int SourceOf(int line)
    {
        var subject = _index.Blocks[_history.Lines[line].Block].Subject;
        return subject >= 0 ? subject : -1 - (int)_history.Lines[line].Part;
    }

    private byte[] Write(SortedSet<int> chosen)
    {
        using var text = new ArrayPoolBufferWriter<byte>(4096);
        var source = int.MinValue;
        var last = -2;
        foreach (var i in chosen)
        {
            if (SourceOf(i) != source)
                text.Write(Encoding.UTF8.GetBytes($"### {Title(i)} @L{i + 1}\n"));
            else if (i == last + 2 && IsBlank(last + 1))
                text.Write("\n"u8);
            else if (i != last + 1)
                text.Write(Encoding.UTF8.GetBytes($"… @L{i + 1}\n"));
            source = SourceOf(i);
            last = i;
            text.Write(Excerpt.StripNumber(_history[i], out _));
            text.Write("\n"u8);
        }

        return text.WrittenSpan.ToArray();
    }

    private string Title(int line)
    {
        var block = _index.Blocks[_history.Lines[line].Block];
        if (block.Subject < 0)
            return _history.Lines[line].Part == HistoryPart.User ? "user" : block.Tool >= 0 ? Encoding.UTF8.GetString(_index.Symbol(block.Tool)) : "assistant";
        var subject = Encoding.UTF8.GetString(OneLine.Of(_index.Symbol(block.Subject), 100));
        return block.Work == ToolKind.Shell ? "$ " + subject : subject;
    }
}
