namespace Pith.Transcripts;

/// <summary>One property of an object.</summary>
internal readonly ref struct JsonField(ReadOnlySpan<byte> name, JsonValue value)
{
    public ReadOnlySpan<byte> Name { get; } = name;

    public JsonValue Value { get; } = value;

    public bool Is(ReadOnlySpan<byte> name) => Name.SequenceEqual(name);
}
