using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>Who answers whom, and what each call works on.</summary>
public sealed partial class ContextIndex
{
    private readonly Dictionary<int, int> _open = [];
    private readonly Queue<int> _unnamed = new();

    private void Join(int from)
    {
        for (var i = from; i < _blocks.Count; i++)
        {
            var block = _blocks[i];
            if (block.Kind == BlockKind.Call)
            {
                var facts = ToolFacts.Of(Symbol(block.Tool), Text(i), _symbols);
                _blocks[i] = block with { Work = facts.Work, Subject = facts.Subject };
                if (block.CallId >= 0)
                    _open[block.CallId] = i;
                else
                    _unnamed.Enqueue(i);
            }
            else if (block.Kind == BlockKind.Result && CallOf(block) is var call and >= 0)
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

    private int CallOf(in Block result)
    {
        if (result.CallId >= 0)
            return _open.GetValueOrDefault(result.CallId, -1);
        return _unnamed.TryDequeue(out var call) ? call : -1;
    }
}
