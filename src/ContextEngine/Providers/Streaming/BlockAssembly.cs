using System.Buffers;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>
/// Puts one content block together again as the provider would have sent it whole. A delta's strings are appended, escapes
/// and all, to the block's fields of the same name (<c>text</c>, <c>thinking</c>, <c>signature</c>, and any that is yet to be
/// invented); pieces of input become the input; a citation joins the citations. Nothing is parsed into objects.
/// </summary>
internal sealed class BlockAssembly
{
    private readonly List<(byte[] Name, ArrayBufferWriter<byte> Value)> _fields = [];
    private readonly ArrayBufferWriter<byte> _input = new();

    /// <param name="start">The block as <c>content_block_start</c> has it.</param>
    public BlockAssembly(JsonValue start)
    {
        foreach (var field in start.Fields())
            Field(field.Name).Write(field.Value.Raw);
        Kind = JsonText.Word(start.Field("type"u8));
        Id = JsonText.Word(start.Field("id"u8));
        Name = JsonText.Word(start.Field("name"u8));
    }

    public string Kind { get; }

    public string Id { get; }

    public string Name { get; }

    /// <summary>Bytes held.</summary>
    public long Size { get; private set; }

    /// <summary>The input of a call: the JSON that the model wrote, whatever it is.</summary>
    public ReadOnlyMemory<byte> Input => _input.WrittenCount > 0 ? _input.WrittenMemory : Find("input"u8)?.WrittenMemory ?? "{}"u8.ToArray();

    public void AppendInput(ReadOnlySpan<byte> json)
    {
        _input.Write(json);
        Size += json.Length;
    }

    public void Append(JsonValue delta)
    {
        foreach (var field in delta.Fields())
        {
            if (field.Is("type"u8) || field.Is("partial_json"u8))
                continue;
            Size += field.Value.Raw.Length;
            if (field.Value.IsString)
                AppendString(Field(field.Name), field.Value.Bytes);
            else if (field.Is("citation"u8))
                AppendElement(Field("citations"u8), field.Value.Raw);
        }
    }

    /// <summary>The whole block, to be sent back as it stands.</summary>
    public byte[] Complete()
    {
        var block = new ArrayBufferWriter<byte>((int)Size + 128);
        foreach (var (name, value) in _fields)
        {
            block.Write(block.WrittenCount == 0 ? "{\""u8 : ",\""u8);
            block.Write(name);
            block.Write("\":"u8);
            if (_input.WrittenCount > 0 && name.AsSpan().SequenceEqual("input"u8))
                WriteObject(block, _input.WrittenSpan);
            else
                block.Write(value.WrittenSpan);
        }

        block.Write(block.WrittenCount == 0 ? "{}"u8 : "}"u8);
        return block.WrittenSpan.ToArray();
    }

    /// <summary>Writes the input of a call. The API takes only an object back; what is none goes in one, under the name that its documentation uses.</summary>
    public static void WriteObject(IBufferWriter<byte> block, ReadOnlySpan<byte> input)
    {
        if (JsonLimits.IsObject(input))
        {
            block.Write(input);
            return;
        }

        block.Write("{\"INVALID_JSON\":"u8);
        JsonString.WriteQuoted(block, input);
        block.Write("}"u8);
    }

    private static void AppendString(ArrayBufferWriter<byte> field, ReadOnlySpan<byte> escaped)
    {
        Reopen(field, (byte)'"');
        field.Write(escaped);
        field.Write("\""u8);
    }

    private static void AppendElement(ArrayBufferWriter<byte> field, ReadOnlySpan<byte> raw)
    {
        Reopen(field, (byte)'[');
        if (field.WrittenCount > 1)
            field.Write(","u8);
        field.Write(raw);
        field.Write("]"u8);
    }

    /// <summary>Takes the closing mark off a value that begins with the opening one; any other (null, none) starts anew.</summary>
    private static void Reopen(ArrayBufferWriter<byte> field, byte opening)
    {
        var written = field.WrittenCount;
        var isOpen = written > 1 && field.WrittenSpan[0] == opening;
        field.ResetWrittenCount();
        if (isOpen)
            field.Advance(written - 1); // ResetWrittenCount keeps the bytes
        else
            field.Write([opening]);
    }

    private ArrayBufferWriter<byte> Field(ReadOnlySpan<byte> name)
    {
        if (Find(name) is { } found)
            return found;
        var value = new ArrayBufferWriter<byte>();
        _fields.Add((name.ToArray(), value));
        return value;
    }

    private ArrayBufferWriter<byte>? Find(ReadOnlySpan<byte> name)
    {
        foreach (var field in _fields)
            if (name.SequenceEqual(field.Name))
                return field.Value;
        return null;
    }
}
