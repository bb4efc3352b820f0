using System.Text.Json;
using Pith.Cli.Printing;
using Pith.Events;

namespace Pith.Cli.Headless;

/// <summary>
/// The events of an answer in the form of the Messages API's stream, for programs that show it as it comes. Where the provider
/// speaks that API they are its own, byte for byte; of any other they are made from what it sent.
/// </summary>
internal sealed class PartialEvents(Action<Action<Utf8JsonWriter>> write)
{
    private readonly HashSet<int> _open = [];
    private bool _isRaw;
    private TokenUsage _usage;

    public void Take(ModelEvent found)
    {
        _isRaw |= found is ModelEvent.Received;
        if (found is ModelEvent.Received received)
            write(json => JsonLine.Raw(json, "event", received.Raw.Span));
        else if (!_isRaw)
            Make(found);
    }

    private void Make(ModelEvent found)
    {
        switch (found)
        {
            case ModelEvent.Started started:
                _open.Clear();
                Event("message_start", json =>
                {
                    json.WriteStartObject("message");
                    json.WriteString("id", started.Id);
                    json.WriteString("type", "message");
                    json.WriteString("role", "assistant");
                    json.WriteString("model", started.Model);
                    json.WriteStartArray("content");
                    json.WriteEndArray();
                    json.WriteNull("stop_reason");
                    json.WriteEndObject();
                });
                break;
            case ModelEvent.TextDelta delta:
                Open(delta.Block, json => json.WriteString("type", "text"u8), "text");
                Delta(delta.Block, "text_delta", "text", delta.Text);
                break;
            case ModelEvent.ThinkingDelta delta:
                Open(delta.Block, json => json.WriteString("type", "thinking"u8), "thinking");
                Delta(delta.Block, "thinking_delta", "thinking", delta.Text);
                break;
            case ModelEvent.CallStarted call:
                Open(call.Block, json =>
                {
                    json.WriteString("type", "tool_use");
                    json.WriteString("id", call.Id);
                    json.WriteString("name", call.Name);
                    json.WriteStartObject("input");
                    json.WriteEndObject();
                }, null);
                break;
            case ModelEvent.CallInput input:
                Delta(input.Block, "input_json_delta", "partial_json", input.Json);
                break;
            case ModelEvent.BlockComplete block when _open.Remove(block.Block):
                Event("content_block_stop", json => json.WriteNumber("index", block.Block));
                break;
            case ModelEvent.Spent spent:
                _usage = spent.Usage;
                break;
            case ModelEvent.Stopped stopped:
                Event("message_delta", json =>
                {
                    json.WriteStartObject("delta");
                    json.WriteString("stop_reason", stopped.Word);
                    json.WriteNull("stop_sequence");
                    json.WriteEndObject();
                    UsageJson.Write(json, _usage);
                });
                Event("message_stop", static _ => { });
                break;
        }
    }

    private void Open(int block, Action<Utf8JsonWriter> fill, string? field)
    {
        if (!_open.Add(block))
            return;
        Event("content_block_start", json =>
        {
            json.WriteNumber("index", block);
            json.WriteStartObject("content_block");
            fill(json);
            if (field is not null)
                json.WriteString(field, "");
            json.WriteEndObject();
        });
    }

    private void Delta(int block, string type, string field, ReadOnlyMemory<byte> text) => Event("content_block_delta", json =>
    {
        json.WriteNumber("index", block);
        json.WriteStartObject("delta");
        json.WriteString("type", type);
        json.WriteString(field, text.Span);
        json.WriteEndObject();
    });

    private void Event(string type, Action<Utf8JsonWriter> fill) => write(json =>
    {
        json.WriteStartObject("event");
        json.WriteString("type", type);
        fill(json);
        json.WriteEndObject();
    });
}
