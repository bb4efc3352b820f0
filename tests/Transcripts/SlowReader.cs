using System.Text;
using System.Text.Json;
using Pith.Transcripts;

namespace Pith.Tests.Transcripts;

/// <summary>
/// The formats once more, by whole documents in memory and from their description alone, to be wrong in other ways than
/// the product is. This part finds the values and the format; the other parts read lines and documents.
/// </summary>
internal sealed partial class SlowReader
{
    private readonly TranscriptTally _tally = new();
    private Action<JsonElement>? _format;
    private long _offset, _line = 1;
    private int _thread = -1;
    private bool _instructed;

    public static TranscriptTally Read(byte[] file)
    {
        var reader = new SlowReader();
        if (IsDocument(file))
            reader.Values(file);
        else
            reader.Lines(file);
        return reader._tally;
    }

    /// <summary>One value over several lines; a single line is the same either way.</summary>
    private static bool IsDocument(byte[] file)
    {
        try
        {
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = 256 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Lines(byte[] file)
    {
        var start = 0;
        for (var end = 0; end <= file.Length; end++)
        {
            if (end < file.Length && file[end] != '\n')
                continue;
            _offset = start;
            Values(file[start..end]);
            start = end + 1;
            _line++;
        }
    }

    private void Values(byte[] text)
    {
        var from = _offset;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 256, AllowMultipleValues = true });
        while (true)
        {
            try
            {
                if (!reader.Read())
                    return;
                _offset = from + reader.TokenStartIndex;
                using var document = JsonDocument.ParseValue(ref reader);
                _format ??= FormatOf(document.RootElement);
                _format(document.RootElement);
            }
            catch (JsonException)
            {
                if (!text.All(b => b is (byte)' ' or (byte)'\t' or (byte)'\r'))
                    _tally.Malformed();
                return;
            }
        }
    }

    private Action<JsonElement> FormatOf(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return Has(value[0], "traj") ? TauBench : Chats;
        if (Has(value, "payload"))
            return Codex;
        if (Has(value, "simulations"))
            return Tau2;
        if (Has(value, "history") && Has(value, "question"))
            return WhoAndWhen;
        if (Has(value, "history") && Has(value, "instance_id"))
            return OpenHands;
        if (Has(value, "history") || Has(value, "trajectory"))
            return SweAgent;
        if (Has(value, "projectHash"))
            return Gemini;
        if (Has(value, "messages"))
            return Has(value, "max_tokens") || Has(value, "system") ? AnthropicBody : Chats;
        if (At(value, "data").ValueKind == JsonValueKind.Object && Words(At(value, "type")).Contains('.', StringComparison.Ordinal))
            return Copilot;
        return Words(At(value, "type")) is "session" ? Pi : Claude;
    }

    private void Turn(Role role, int thread = 0) => _tally.Turn(thread, role, _offset, _line);

    private void Block(BlockKind kind, JsonElement text) => Block(kind, Words(text));

    private void Block(BlockKind kind, string text) => _tally.Block(kind, Encoding.UTF8.GetBytes(text));

    /// <summary>The value at a path; Undefined when some step is missing.</summary>
    private static JsonElement At(JsonElement value, params string[] path)
    {
        foreach (var name in path)
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return default;
        return value;
    }

    private static bool Has(JsonElement value, params string[] path) => At(value, path).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    private static bool Is(JsonElement value, string name) => At(value, name).ValueKind == JsonValueKind.True;

    private static JsonElement.ArrayEnumerator Items(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default;

    /// <summary>A string's text; nothing for null and for what is missing; the JSON of anything else.</summary>
    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    /// <summary>The first of the names that has a value.</summary>
    private static JsonElement First(JsonElement value, params string[] names) =>
        names.Where(n => Has(value, n)).Select(n => At(value, n)).FirstOrDefault();
}
