using System.Text.Json;
using Pith.Text;

namespace Pith.Transcripts;

/// <summary>The elements of an array, in order, without a copy.</summary>
internal ref struct JsonElements
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private readonly bool _any;

    public JsonElements(ReadOnlySpan<byte> json, bool isArray)
    {
        _json = json;
        _any = isArray;
        _reader = new Utf8JsonReader(isArray ? json : "[]"u8, JsonLimits.Options);
        _reader.Read();
    }

    public JsonValue Current { get; private set; }

    public readonly JsonElements GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_any || !_reader.Read() || _reader.TokenType == JsonTokenType.EndArray)
            return false;
        var type = _reader.TokenType;
        var start = (int)_reader.TokenStartIndex;
        _reader.TrySkip();
        Current = new JsonValue(_json[start..(int)_reader.BytesConsumed], type);
        return true;
    }
}
