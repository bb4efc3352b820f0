using System.Text.Json;
using Pith.Text;

namespace Pith.Conversations;

/// <summary>What a compaction recorded in the file does to the context.</summary>
public sealed partial class ContextIndex
{
    private readonly List<Turn> _preservedTurns = [];
    private readonly List<Block> _preservedBlocks = [];

    /// <summary>The context starts anew: keeps only the turns that the boundary names, to stand behind the summary.</summary>
    private void StartAnew(ReadOnlySpan<byte> preservedIds)
    {
        ReturnPreserved();
        if (_options.IgnoreBoundaries)
            return;
        if (!preservedIds.IsEmpty)
            SetAside(preservedIds);
        LiftAnchor();
        Tally.TurnsBeforeBoundary = _number;
        Unseal(0);
        _turns.Clear();
        _blocks.Clear();
        _recordIds.Clear();
    }

    private void SetAside(ReadOnlySpan<byte> ids)
    {
        var kept = new HashSet<int>();
        var reader = new Utf8JsonReader(ids, JsonLimits.Options);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.String)
                kept.Add(_symbols.Intern(reader.ValueSpan));
        var turns = new SortedSet<int>();
        foreach (var (turn, id) in _recordIds)
            if (kept.Contains(id))
                turns.Add(turn);
        foreach (var turn in turns)
        {
            foreach (var block in _blocks)
                if (block.Turn == turn)
                    _preservedBlocks.Add(block with { Turn = _preservedTurns.Count });
            _preservedTurns.Add(_turns[turn]);
        }
    }

    private void ReturnPreserved()
    {
        var first = _turns.Count;
        foreach (var block in _preservedBlocks)
            _blocks.Add(block with { Turn = first + block.Turn });
        _turns.AddRange(_preservedTurns);
        _preservedBlocks.Clear();
        _preservedTurns.Clear();
    }
}
