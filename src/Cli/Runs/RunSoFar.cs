using System.Buffers;
using System.Diagnostics;
using Pith.Agents;
using Pith.Events;
using Pith.Tools;

namespace Pith.Cli.Runs;

/// <summary>What a result says of a run: the newest answer's text and end, and the calls that were refused.</summary>
internal sealed class RunSoFar
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly Stopwatch _api = Stopwatch.StartNew(), _whole = Stopwatch.StartNew();

    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    public string StopWord { get; private set; } = "";

    public List<ToolCall> Refused { get; } = [];

    /// <summary>Time since the turn began.</summary>
    public long Milliseconds => _whole.ElapsedMilliseconds;

    /// <summary>Time that was spent waiting for the model.</summary>
    public long ApiMilliseconds => _api.ElapsedMilliseconds;

    public void Take(AgentEvent found)
    {
        switch (found)
        {
            case AgentEvent.Answering { Event: ModelEvent.Started or ModelEvent.Retrying or ModelEvent.FellBack }:
                _text.ResetWrittenCount();
                break;
            case AgentEvent.Answering { Event: ModelEvent.TextDelta delta }:
                _text.Write(delta.Text.Span);
                break;
            case AgentEvent.CallRefused refused:
                Refused.Add(refused.Call);
                break;
            case AgentEvent.Answered answered:
                StopWord = answered.StopWord;
                _api.Stop();
                break;
            case AgentEvent.Returned:
                _api.Start();
                break;
            case AgentEvent.Ended:
                _api.Stop();
                break;
        }
    }
}
