using System.Text;
using System.Text.Json;
using Pith.Tokens;

namespace Pith.Bench.Calibration;

/// <summary>
/// Takes clean pairs out of a Claude Code session, with a reader of its own: same model, growing context, only tool
/// results in between, one for each call, distinct messages one after the other.
/// </summary>
internal static class PairReader
{
    private sealed class Call
    {
        public string Id = "", Model = "";
        public long Context, Output, Said;
        public bool Thinks;
        public HashSet<string> Open { get; } = [];
    }

    public static IEnumerable<Pair> Read(string path)
    {
        Call? previous = null, current = null;
        long results = 0, characters = 0;
        var answered = 0;
        var clean = true;
        foreach (var line in File.ReadLines(path))
        {
            if (Parse(line) is not { } record)
                continue;
            var type = Text(record, "type");
            if (record.TryGetProperty("isSidechain", out var side) && side.ValueKind == JsonValueKind.True)
                continue;
            if (type is "attachment" || type is "system" && Text(record, "subtype") == "compact_boundary")
                clean = false;
            if (type is not ("user" or "assistant") || !record.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
                continue;
            if (type == "user")
            {
                if (!Results(message, current, ref results, ref characters, ref answered))
                    clean = false;
                continue;
            }

            var id = Text(message, "id");
            if (current is null || current.Id != id)
            {
                (previous, current) = (current, new Call { Id = id, Model = Text(message, "model") });
                Take(message, current);
                if (previous is not null && clean && answered > 0 && previous.Open.Count == 0 && previous.Model == current.Model
                    && previous.Context > 0 && current.Context > previous.Context)
                    yield return new Pair(path, current.Model, previous.Output, previous.Thinks ? -1 : previous.Said, results, characters, answered, current.Context - previous.Context);
                (results, characters, answered, clean) = (0, 0, 0, true);
            }
            else
            {
                Take(message, current);
            }
        }
    }

    private static void Take(JsonElement message, Call call)
    {
        if (message.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            call.Context = Number(usage, "input_tokens") + Number(usage, "cache_creation_input_tokens") + Number(usage, "cache_read_input_tokens");
            call.Output = Math.Max(call.Output, Number(usage, "output_tokens"));
        }

        if (!message.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array)
            return;
        foreach (var block in content.EnumerateArray())
            switch (Text(block, "type"))
            {
                case "text":
                    call.Said += Count(Text(block, "text"));
                    break;
                case "thinking":
                    call.Thinks = true;
                    break;
                case "tool_use":
                    call.Open.Add(Text(block, "id"));
                    call.Said += Count(block.GetProperty("input").GetRawText());
                    break;
            }
    }

    /// <summary>False when anything but text results of open calls stands in a user record.</summary>
    private static bool Results(JsonElement message, Call? call, ref long tokens, ref long characters, ref int answered)
    {
        if (call is null || !message.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array)
            return false;
        foreach (var block in content.EnumerateArray())
        {
            if (Text(block, "type") != "tool_result" || !call.Open.Remove(Text(block, "tool_use_id")))
                return false;
            if (!block.TryGetProperty("content", out var inner))
                continue;
            var text = inner.ValueKind == JsonValueKind.String ? inner.GetString()! : "";
            if (inner.ValueKind == JsonValueKind.Array)
                foreach (var part in inner.EnumerateArray())
                    if (Text(part, "type") == "text")
                        text += Text(part, "text");
                    else
                        return false;
            tokens += Count(text);
            characters += text.Length;
            answered++;
        }

        return true;
    }

    private static JsonElement? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long Count(string text) => TokenCounter.O200k.Count(Encoding.UTF8.GetBytes(text));

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
}
