using System.Buffers;
using Pith.Agents;
using Pith.Events;

namespace Pith.Cli.Headless;

/// <summary>The text of the newest answer.</summary>
internal sealed class LastText
{
    private readonly ArrayBufferWriter<byte> _text = new();

    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    public string StopWord { get; private set; } = "";

    public void Take(AgentEvent found)
    {
        switch (found)
        {
            case AgentEvent.Answering { Event: ModelEvent.Started or ModelEvent.Retrying }:
                _text.ResetWrittenCount();
                break;
            case AgentEvent.Answering { Event: ModelEvent.TextDelta delta }:
                _text.Write(delta.Text.Span);
                break;
            case AgentEvent.Answered answered:
                StopWord = answered.StopWord;
                break;
        }
    }
}
