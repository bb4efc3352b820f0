using System.IO.Hashing;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>The end of reading: order, and who answers whom.</summary>
public sealed partial class ContextIndex
{
    /// <summary>
    /// Orders the blocks by turn, joins every result to its call and derives what each call works on. Call once, after
    /// the last record. Linear in the text.
    /// </summary>
    public void Seal()
    {
        if (_sealed)
            return;
        _sealed = true;
        ReturnPreserved();
        SortByTurn();
        Measure();
        Join();
    }

    /// <summary>Counts what is in the context now; what a boundary let go is never counted.</summary>
    private void Measure()
    {
        for (var i = 0; i < _blocks.Count; i++)
        {
            var text = Text(i);
            _blocks[i] = _blocks[i] with
            {
                Tokens = _blocks[i].Kind == BlockKind.Image ? _meter.Images.TokensOf(text) : _meter.Count(text),
                Hash = XxHash3.HashToUInt64(text),
            };
        }
    }

    private void SortByTurn()
    {
        var ordered = _blocks.ToArray();
        var starts = new int[_turns.Count + 1];
        foreach (ref readonly var block in ordered.AsSpan())
            starts[block.Turn + 1]++;
        for (var i = 0; i < _turns.Count; i++)
        {
            _turns[i] = _turns[i] with { FirstBlock = starts[i], BlockCount = starts[i + 1] };
            starts[i + 1] += starts[i];
        }

        foreach (ref readonly var block in ordered.AsSpan())
            _blocks[starts[block.Turn]++] = block;
    }

    private void Join()
    {
        var open = new Dictionary<int, int>();
        var unnamed = new Queue<int>();
        for (var i = 0; i < _blocks.Count; i++)
        {
            var block = _blocks[i];
            if (block.Kind == BlockKind.Call)
            {
                var facts = ToolFacts.Of(Symbol(block.Tool), Text(i), _symbols);
                _blocks[i] = block with { Work = facts.Work, Subject = facts.Subject };
                if (block.CallId >= 0)
                    open[block.CallId] = i;
                else
                    unnamed.Enqueue(i);
            }
            else if (block.Kind == BlockKind.Result && CallOf(block, open, unnamed) is var call and >= 0)
            {
                var (first, last) = _blocks[call].Work == ToolKind.Read ? Excerpt.LinesOf(Text(i)) : (0, 0);
                _blocks[i] = block with
                {
                    Partner = call,
                    Tool = _blocks[call].Tool,
                    Work = _blocks[call].Work,
                    Subject = _blocks[call].Subject,
                    FirstLine = first,
                    LastLine = last,
                };
                if (_blocks[call].Partner < 0)
                    _blocks[call] = _blocks[call] with { Partner = i };
            }
        }
    }

    private static int CallOf(in Block result, Dictionary<int, int> open, Queue<int> unnamed)
    {
        if (result.CallId >= 0)
            return open.GetValueOrDefault(result.CallId, -1);
        return unnamed.TryDequeue(out var call) ? call : -1;
    }
}
