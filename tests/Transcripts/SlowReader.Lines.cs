using System.Text.Json;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>Formats with an event a line.</summary>
internal sealed partial class SlowReader
{
    private void Claude(JsonElement record)
    {
        var thread = Is(record, "isSidechain") ? 1 : 0;
        switch (Words(At(record, "type")))
        {
            case "user" or "assistant":
                ClaudeMessage(record, thread);
                break;
            case "system" when Words(At(record, "subtype")) == "compact_boundary":
                _tally.Boundary();
                break;
            case "progress" when Words(At(record, "data", "type")) == "agent_progress" && Has(record, "data", "message", "message"):
                ClaudeMessage(At(record, "data", "message"), thread: 2);
                break;
            case "attachment":
                ClaudeAttachment(At(record, "attachment"), thread);
                break;
        }
    }

    private void ClaudeMessage(JsonElement record, int thread)
    {
        Turn(Words(At(record, "type")) == "assistant" ? Role.Assistant : Role.User, thread);
        var message = At(record, "message");
        Anthropic(message.ValueKind == JsonValueKind.String ? message : At(message, "content"));
    }

    /// <summary>What the model saw of it: a queued prompt, a snippet of an edited file, or content, which may lie deeper.</summary>
    private void ClaudeAttachment(JsonElement attachment, int thread)
    {
        var text = First(attachment, "prompt", "snippet", "content");
        while (text.ValueKind == JsonValueKind.Object)
            text = First(text, "content", "file");
        if (text.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null || text.ValueKind == JsonValueKind.Array && text.GetArrayLength() == 0)
            return;
        Turn(Role.User, thread);
        Anthropic(text);
    }

    private void Codex(JsonElement record)
    {
        var payload = At(record, "payload");
        switch (Words(At(record, "type")))
        {
            case "session_meta" when !_instructed && Has(payload, "base_instructions"):
                _instructed = true; // the record may repeat in a file, the prompt does not
                Turn(Role.System);
                Block(BlockKind.Text, Has(payload, "base_instructions", "text") ? At(payload, "base_instructions", "text") : At(payload, "base_instructions"));
                break;
            case "response_item":
                CodexItem(payload);
                break;
            case "compacted":
                _tally.Boundary();
                foreach (var item in Items(At(payload, "replacement_history")))
                    CodexItem(item);
                if (Words(At(payload, "message")) is { Length: > 0 } summary)
                {
                    Turn(Role.User);
                    Block(BlockKind.Text, summary);
                }

                break;
        }
    }

    private void CodexItem(JsonElement item)
    {
        var type = Words(At(item, "type"));
        if (type == "message")
        {
            Turn(Words(At(item, "role")) switch { "assistant" => Role.Assistant, "user" => Role.User, _ => Role.System });
            ChatContent(At(item, "content"));
        }
        else if (type == "reasoning")
        {
            Turn(Role.Assistant);
            foreach (var part in Items(At(item, "summary")))
                Block(BlockKind.Thinking, At(part, "text"));
        }
        else if (type.EndsWith("_call", StringComparison.Ordinal))
        {
            Turn(Role.Assistant);
            Block(BlockKind.Call, First(item, "arguments", "input", "action"));
        }
        else if (type.EndsWith("_output", StringComparison.Ordinal))
        {
            Turn(Role.User);
            var output = First(item, "output", "tools");
            if (output.ValueKind == JsonValueKind.Array)
                foreach (var part in Items(output))
                    Result(Words(Has(part, "text") ? At(part, "text") : part));
            else
                Result(Words(Has(output, "content") ? At(output, "content") : output));
        }
        else if (type != "compaction")
        {
            Turn(Role.Assistant);
            Block(BlockKind.Text, item);
        }
    }

    private void Pi(JsonElement record)
    {
        var type = Words(At(record, "type"));
        if (type == "compaction")
        {
            _tally.Boundary();
            Turn(Role.User);
            Block(BlockKind.Text, At(record, "summary"));
        }

        if (type != "message")
            return;
        var message = At(record, "message");
        var role = Words(At(message, "role"));
        var content = At(message, "content");
        Turn(role == "assistant" ? Role.Assistant : Role.User);
        if (role == "bashExecution")
        {
            Block(BlockKind.Text, At(message, "command"));
            Block(BlockKind.Text, At(message, "output"));
        }
        else if (content.ValueKind == JsonValueKind.String)
            Block(role == "toolResult" ? BlockKind.Result : BlockKind.Text, content);
        else
            PiParts(Items(content), role == "toolResult");
    }

    private void PiParts(JsonElement.ArrayEnumerator parts, bool isResult)
    {
        var before = _results;
        foreach (var part in parts)
        {
            var type = Words(At(part, "type"));
            if (type == "text" && isResult)
                Result(Words(At(part, "text")));
            else if (type == "text")
                Block(BlockKind.Text, At(part, "text"));
            else if (type == "thinking")
                Block(BlockKind.Thinking, At(part, "thinking"));
            else if (type == "toolCall")
                Block(BlockKind.Call, At(part, "arguments"));
            else if (type == "image")
                Block(BlockKind.Image, At(part, "data"));
            else
                Block(BlockKind.Text, part);
        }

        if (isResult && before == _results)
            Result("");
    }

    private void Copilot(JsonElement record)
    {
        var data = At(record, "data");
        switch (Words(At(record, "type")))
        {
            case "tool.execution_complete":
                Turn(Role.User);
                Result(Words(Has(data, "result", "content") ? At(data, "result", "content") : At(data, "error")));
                break;
            case "assistant.message":
                Turn(Role.Assistant);
                if (Has(data, "reasoningText"))
                    Block(BlockKind.Thinking, At(data, "reasoningText"));
                ChatContent(At(data, "content"));
                foreach (var call in Items(At(data, "toolRequests")))
                    Block(BlockKind.Call, At(call, "arguments"));
                break;
            case "system.message":
                Turn(Role.System);
                ChatContent(At(data, "content"));
                break;
            case "user.message" or "system.notification":
                Turn(Role.User);
                ChatContent(At(data, "content"));
                break;
        }
    }
}
