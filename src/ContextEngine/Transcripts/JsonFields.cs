using System.Text.Json;
using Pith.Text;

namespace Pith.Transcripts;

/// <summary>The properties of an object, in order, without a copy.</summary>
internal ref struct JsonFields
{
    private readonly ReadOnlySpan<byte> _json;
    private Utf8JsonReader _reader;
    private readonly bool _any;

    public JsonFields(ReadOnlySpan<byte> json, bool isObject)
    {
        _json = json;
        _any = isObject;
        _reader = new Utf8JsonReader(isObject ? json : "{}"u8, JsonLimits.Options);
        _reader.Read();
    }

    public JsonField Current { get; private set; }

    public readonly JsonFields GetEnumerator() => this;

    public bool MoveNext()
    {
        if (!_any || !_reader.Read() || _reader.TokenType != JsonTokenType.PropertyName)
            return false;
        var name = _reader.ValueSpan;
        _reader.Read();
        var type = _reader.TokenType;
        var start = (int)_reader.TokenStartIndex;
        _reader.TrySkip();
        Current = new JsonField(name, new JsonValue(_json[start..(int)_reader.BytesConsumed], type));
        return true;
    }
}
