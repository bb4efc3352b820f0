using System.Text;
using Pith.Conversations;

namespace Pith.Compaction.Memories;

/// <summary>Failures, and what later succeeded where they failed.</summary>
internal sealed class FailureFold
{
    private readonly List<FailedAttempt> _failures = [];
    private readonly Dictionary<(string Tool, string Subject), List<int>> _open = [];

    public IReadOnlyList<FailedAttempt> All => _failures;

    public void Result(ContextIndex index, int i, int turn)
    {
        ref readonly var call = ref index.Blocks[index.Blocks[i].Partner];
        var key = (Encoding.UTF8.GetString(index.Symbol(call.Tool)), Encoding.UTF8.GetString(index.Symbol(call.Subject)));
        if (!index.Blocks[i].Has(BlockFlags.Error))
        {
            if (_open.Remove(key, out var solved))
                foreach (var at in solved)
                    _failures[at] = _failures[at] with { Solved = turn };
            return;
        }

        if (!_open.TryGetValue(key, out var open))
            _open[key] = open = [];
        open.Add(_failures.Count);
        _failures.Add(new(turn, key.Item1, key.Item2, Encoding.UTF8.GetString(Signature.Of(index.Text(i))), 0));
    }
}
