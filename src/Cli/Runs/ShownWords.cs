using System.Buffers;
using System.Text;
using Pith.Agents;
using Pith.Events;
using Pith.Hooks;
using Pith.Providers;
using Pith.Text;

namespace Pith.Cli.Runs;

/// <summary>
/// What a run shows of the model's words where a hook may put others in their place: each message once, when it is whole. The log
/// and the model keep the words as they are.
/// </summary>
/// <param name="hooks">The hooks.</param>
internal sealed class ShownWords(RunHooks hooks)
{
    private readonly ArrayBufferWriter<byte> _held = new();
    private string? _display;
    private int _block;

    /// <summary>The events in place of one.</summary>
    public async ValueTask<IReadOnlyList<AgentEvent>> OfAsync(AgentEvent found, CancellationToken cancel)
    {
        if (!hooks.Has(HookEvent.MessageDisplay))
            return [found];
        switch (found)
        {
            case AgentEvent.Answering { Event: ModelEvent.TextDelta delta }:
                _block = _held.WrittenCount == 0 ? delta.Block : _block;
                _held.Write(delta.Text.Span);
                return [];
            case AgentEvent.Answering { Event: ModelEvent.Received }:
                return []; // the provider's own words for what is told anyway
            case AgentEvent.Answering { Event: ModelEvent.Started or ModelEvent.Retrying or ModelEvent.FellBack or ModelEvent.Failed }:
                _held.ResetWrittenCount();
                _display = null;
                return [found];
            case AgentEvent.Answering { Event: ModelEvent.Stopped } when _held.WrittenCount > 0:
                var shown = await DisplayAsync(cancel).ConfigureAwait(false);
                return [new AgentEvent.Answering(new ModelEvent.TextDelta(_block, shown)), new AgentEvent.Answering(new ModelEvent.BlockComplete(_block, default)), found];
            case AgentEvent.Answered { Message.IsEmpty: false } answered when _display is { } display:
                _display = null;
                return [answered with { Message = Changed(answered.Message, display) }];
            default:
                return [found];
        }
    }

    private async ValueTask<byte[]> DisplayAsync(CancellationToken cancel)
    {
        var words = _held.WrittenSpan.ToArray();
        _held.ResetWrittenCount();
        var scene = new HookScene(HookEvent.MessageDisplay, "", json =>
        {
            json.WriteString("turn_id", hooks.Turn);
            json.WriteString("message_id", RunFacts.NewId());
            json.WriteNumber("index", 0);
            json.WriteBoolean("final", true);
            json.WriteString("delta", words);
        });
        var heard = await hooks.FireAsync(scene, cancel).ConfigureAwait(false);
        _display = heard.Block is { } why ? $"[{why}]" : heard.Display; // what a policy has not seen, or refuses, is not shown
        return _display is { } display ? Encoding.UTF8.GetBytes(display) : words;
    }

    /// <summary>The message with other words in the place of its first text, and no other text.</summary>
    private static byte[] Changed(ReadOnlyMemory<byte> message, string display)
    {
        using var content = ForeignJson.Parse(MessageBytes.ContentOf(message.Span).ToArray());
        var blocks = new List<ReadOnlyMemory<byte>>();
        var isSaid = false;
        foreach (var block in content.RootElement.EnumerateArray())
            if (block.Word("type") != "text")
                blocks.Add(Encoding.UTF8.GetBytes(block.GetRawText()));
            else if (!isSaid)
            {
                isSaid = true;
                blocks.Add(MessageBytes.TextBlock(Encoding.UTF8.GetBytes(display)));
            }

        return MessageBytes.Assistant(blocks);
    }
}
