using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Conversations;

/// <summary>Where the provider's reports stand among the turns.</summary>
public sealed partial class ContextIndex
{
    private UsageAnchor? _first;

    /// <summary>The last call of the context with a usage report; null where there is none since the last boundary.</summary>
    public UsageAnchor? Anchor { get; private set; }

    /// <summary>
    /// Once a boundary took the first calls out of the context: the context of the very first, and what of it the
    /// transcript records. The difference is the system prompt and the tools, which stay when everything else goes. Null otherwise.
    /// </summary>
    public (long Context, ContextParts Before)? FirstCall { get; private set; }

    /// <summary>A report that stands on a turn: Claude Code, pi, OpenHands and chat lists.</summary>
    private void AnchorTurn(in RecordView record)
    {
        if (record.Role == Role.Assistant && record.Usage.Context > 0 && (record.Flags & RecordFlags.Synthetic) == 0 && _current >= 0)
            DropAnchor(record, _current, _current, _turns[_current].Usage);
    }

    /// <summary>
    /// A report that comes as a record of its own, as Codex writes it, often behind the results that the calls already
    /// got. It speaks of the answer since the report before; without an answer it repeats that, or belongs to a compaction.
    /// </summary>
    private void AnchorReport(in RecordView record)
    {
        var first = Anchor is { } known ? known.LastTurn + 1 : 0;
        while (first < _turns.Count && _turns[first].Role != Role.Assistant)
            first++;
        if (record.Usage.Context == 0 || first >= _turns.Count)
            return;
        var last = _turns.Count - 1;
        while (_turns[last].Role != Role.Assistant)
            last--;
        DropAnchor(record, first, last, record.Usage);
    }

    private void DropAnchor(in RecordView record, int first, int last, Usage usage)
    {
        Anchor = new UsageAnchor
        {
            Record = Tally.Records,
            FirstTurn = first,
            LastTurn = last,
            Usage = usage,
            HasDraftOutput = record.HasDraftOutput,
        };
        if (Tally.TurnsBeforeBoundary == 0)
            _first ??= Anchor;
    }

    /// <summary>The context ends here: keeps what the first call tells, and forgets the last.</summary>
    private void LiftAnchor()
    {
        Anchor = null;
        if (FirstCall is not null || _first is not { } first)
            return;
        var before = default(ContextParts);
        for (var i = 0; i < _blocks.Count; i++)
            if (_blocks[i].Turn < first.FirstTurn)
                AddTo(ref before, i);
        FirstCall = (first.Usage.Context, before);
    }

    /// <summary>Adds a block to a stretch that is to be estimated.</summary>
    internal void AddTo(ref ContextParts parts, int block, in ImageRule images)
    {
        if (_blocks[block].Kind == BlockKind.Image)
            parts.AddByRule(images.TokensOf(Text(block)));
        else
            AddTo(ref parts, block);
    }

    private void AddTo(ref ContextParts parts, int position)
    {
        var block = _blocks[position];
        var text = Text(position);
        switch (block.Kind)
        {
            case BlockKind.Thinking:
                parts.AddThinking(text, Symbol(block.Extra).Length);
                break;
            case BlockKind.Call:
                parts.AddCall(text);
                break;
            case BlockKind.Result:
                parts.AddResult(text);
                break;
            case BlockKind.Image:
                parts.AddByRule(_meter.Images.TokensOf(text));
                break;
            default:
                if (block.Role == Role.Assistant)
                    parts.AddText(text);
                else
                    parts.AddMessage(text);
                break;
        }
    }
}
