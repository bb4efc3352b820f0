using System.Text;
using Pith.Conversations;
using Pith.Models;
using Pith.Requests;
using Pith.Transcripts;

namespace Pith.Compaction.Restores;

/// <summary>
/// Compaction undone: previews, stubs, cut arguments and memories give way to what they stand for. The result is repaired
/// as every request is; thinking that was recorded behind a preview goes, since its signature holds for that.
/// </summary>
public sealed class ContextRestore
{
    /// <summary>What a preview stood for may itself be a preview; deeper than this nobody has written one.</summary>
    private const int Deepest = 8;

    private readonly Func<string, bool> _wanted;
    private readonly Func<string, ReadOnlyMemory<byte>> _content;
    private readonly HashSet<string> _handles = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private int _places;

    private ContextRestore(Func<string, bool> wanted, Func<string, ReadOnlyMemory<byte>> content) => (_wanted, _content) = (wanted, content);

    /// <summary>Brings back what is asked for.</summary>
    /// <param name="index">A sealed index of the compacted context.</param>
    /// <param name="wanted">Whether to bring back what has these digits, the first 16 of its hash.</param>
    /// <param name="content">Gives what has these digits; what it throws passes through.</param>
    public static Restored Of(ContextIndex index, Func<string, bool> wanted, Func<string, ReadOnlyMemory<byte>> content)
    {
        var restore = new ContextRestore(wanted, content);
        var view = restore.Into(Whole(index));
        return new(RequestRepair.Of(view, new RequestLimits(), index), restore._handles, restore._left, restore._places);
    }

    /// <summary>A context as it stands, nothing made smaller; only what a provider would refuse is put right.</summary>
    /// <param name="index">A sealed index.</param>
    public static View Whole(ContextIndex index) =>
        Compactor.Apply(index, Planner.Plan(index, new Policy { Budget = int.MaxValue, Tiers = Tiers.None }));

    private View Into(View from)
    {
        var view = new View { Model = from.Model, Tools = from.Tools };
        view.ToolNames.UnionWith(from.ToolNames);
        view.Repairs.AddRange(from.Repairs);
        foreach (var part in from.System)
            view.System.Add(Filled(new ViewBlock { Kind = BlockKind.Text, Text = part }, Role.System).Text);
        foreach (var message in from.Messages)
            view.Messages.Add(message with { Blocks = [.. message.Blocks.Select(b => Filled(b, message.Role))] });
        return view;
    }

    private ViewBlock Filled(ViewBlock block, Role role)
    {
        for (var depth = 0; depth < Deepest && CitationReader.Of(block, role, Wants) is { } citation; depth++)
        {
            var text = _content(citation.Digits);
            _handles.Add(citation.Digits);
            _places++;
            switch (citation.Kind)
            {
                case CitationKind.Picture:
                    return block with { Kind = BlockKind.Image, Text = text, Extra = CitationReader.MediaOf(block.Text.Span).ToArray() };
                case CitationKind.History:
                    return block with { Text = History(block.Text.Span, citation, text.Span) }; // a listing: handles in it are part of what it lists
                default:
                    block = block with { Text = text };
                    break;
            }
        }

        return block;
    }

    private bool Wants(string digits)
    {
        var wants = _wanted(digits);
        if (!wants)
            _left.Add(digits);
        return wants;
    }

    private static byte[] History(ReadOnlySpan<byte> around, Citation place, ReadOnlySpan<byte> history)
    {
        var head = Encoding.UTF8.GetBytes($"[pith: all that went before, as it was, {history.Count((byte)'\n'):N0} lines]\n");
        return [.. around[..place.Start], .. head, .. history, .. around[place.End..]];
    }
}
