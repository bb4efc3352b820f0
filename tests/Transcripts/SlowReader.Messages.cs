using System.Text.Json;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>The two APIs' messages, which the other formats embed.</summary>
internal sealed partial class SlowReader
{
    private void AnthropicBody(JsonElement body)
    {
        _thread++;
        if (Has(body, "system"))
        {
            Turn(Role.System, _thread);
            Anthropic(At(body, "system"));
        }

        foreach (var message in Items(At(body, "messages")))
        {
            Turn(Words(At(message, "role")) switch { "assistant" => Role.Assistant, "system" => Role.System, _ => Role.User }, _thread);
            Anthropic(At(message, "content"));
        }
    }

    private void Anthropic(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
            Block(BlockKind.Text, content);
        foreach (var block in Items(content))
            AnthropicBlock(block);
    }

    private void AnthropicBlock(JsonElement block)
    {
        var type = Words(At(block, "type"));
        if (type == "text")
            Block(BlockKind.Text, At(block, "text"));
        else if (type is "thinking" or "redacted_thinking" or "fallback")
            Block(BlockKind.Thinking, At(block, "thinking"));
        else if (type.EndsWith("tool_use", StringComparison.Ordinal))
            Block(BlockKind.Call, At(block, "input"));
        else if (type.EndsWith("tool_result", StringComparison.Ordinal))
            AnthropicResult(At(block, "content"));
        else if (Has(block, "source"))
            AnthropicSource(At(block, "source"));
        else if (type == "compaction")
            Block(BlockKind.Text, At(block, "content"));
        else
            Block(BlockKind.Text, block);
    }

    private void AnthropicResult(JsonElement content)
    {
        var before = _results;
        if (content.ValueKind is JsonValueKind.String or JsonValueKind.Object)
            Result(Words(content));
        foreach (var part in Items(content))
        {
            if (Has(part, "source"))
                AnthropicSource(At(part, "source"));
            else
                Result(Words(Has(part, "text") ? At(part, "text") : part));
        }

        if (_results == before) // every call has its answer, be it empty or a picture
            Result("");
    }

    private int _results;

    private void Result(string text)
    {
        _results++;
        Block(BlockKind.Result, text);
    }

    /// <summary>Documents may be plain text, which is no picture.</summary>
    private void AnthropicSource(JsonElement source) =>
        Block(Words(At(source, "type")) == "text" ? BlockKind.Text : BlockKind.Image, First(source, "data", "url"));

    /// <summary>A list of messages, of bodies, or one body.</summary>
    private void Chats(JsonElement value)
    {
        if (Has(value, "messages"))
            Chat(At(value, "messages"));
        else if (value.ValueKind == JsonValueKind.Array && !Has(value[0], "messages"))
            Chat(value);
        else
            foreach (var body in Items(value))
                Chat(At(body, "messages"));
    }

    private void Chat(JsonElement messages)
    {
        _thread++;
        foreach (var message in Items(messages))
            ChatMessage(message);
    }

    private void ChatMessage(JsonElement message)
    {
        var role = Words(At(message, "role"));
        Turn(role switch { "system" or "developer" => Role.System, "assistant" => Role.Assistant, _ => Role.User }, Math.Max(_thread, 0));
        if (First(message, "reasoning", "reasoning_content") is { ValueKind: not JsonValueKind.Undefined } reasoning)
            Block(BlockKind.Thinking, reasoning);
        var content = At(message, "content");
        if (role is not ("tool" or "function"))
            ChatContent(content);
        else if (content.ValueKind == JsonValueKind.Array)
            foreach (var part in Items(content))
                Result(Words(Has(part, "text") ? At(part, "text") : part));
        else
            Result(Words(content));
        foreach (var call in Items(At(message, "tool_calls")))
            Block(BlockKind.Call, Has(call, "function") ? At(call, "function", "arguments") : At(call, "arguments"));
        if (Has(message, "function_call"))
            Block(BlockKind.Call, At(message, "function_call", "arguments"));
    }

    private void ChatContent(JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
            Block(BlockKind.Text, content);
        foreach (var part in Items(content))
        {
            if (!Has(part, "image_url"))
            {
                Block(BlockKind.Text, Has(part, "text") ? At(part, "text") : part);
                continue;
            }

            var url = Words(Has(part, "image_url", "url") ? At(part, "image_url", "url") : At(part, "image_url"));
            var data = url.StartsWith("data:", StringComparison.Ordinal) ? url.Split(";base64,")[^1] : url;
            Block(BlockKind.Image, data);
        }
    }
}
