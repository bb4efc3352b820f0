using System.Buffers;
using System.Text;
using Pith.Events;
using Pith.Tools;

namespace Pith.Agents;

/// <summary>Collects an answer from its events.</summary>
internal sealed class Answer
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly SortedDictionary<int, ReadOnlyMemory<byte>> _blocks = [];

    public string Id { get; private set; } = "";

    public string Model { get; private set; } = "";

    public List<ToolCall> Calls { get; } = [];

    public TokenUsage Usage { get; private set; }

    /// <summary>What it says.</summary>
    public string Text => Encoding.UTF8.GetString(_text.WrittenSpan);

    public ModelEvent.Stopped? Stopped { get; private set; }

    public ModelEvent.Failed? Fault { get; private set; }

    public IEnumerable<ReadOnlyMemory<byte>> Blocks => _blocks.Values;

    public void Take(ModelEvent found)
    {
        switch (found)
        {
            case ModelEvent.Retrying or ModelEvent.FellBack:
                _blocks.Clear();
                _text.ResetWrittenCount();
                Calls.Clear();
                Usage = default;
                break;
            case ModelEvent.Started started:
                (Id, Model) = (started.Id, started.Model);
                break;
            case ModelEvent.CallComplete call:
                Calls.Add(new ToolCall(call.Id, call.Name, call.Input));
                break;
            case ModelEvent.TextDelta more:
                _text.Write(more.Text.Span);
                break;
            case ModelEvent.BlockComplete block:
                _blocks[block.Block] = block.Raw;
                break;
            case ModelEvent.Spent spent:
                Usage = spent.Usage;
                break;
            case ModelEvent.Stopped stopped:
                Stopped = stopped;
                break;
            case ModelEvent.Failed fault:
                Fault = fault;
                break;
        }
    }
}
