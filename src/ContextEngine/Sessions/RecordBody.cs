using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pith.Text;

namespace Pith.Sessions;

/// <summary>
/// The bodies of records: lines of a Claude Code transcript, one at a time. Raw JSON goes in as it is, which
/// <c>Utf8JsonWriter</c> would not promise; everything else is quoted here.
/// </summary>
internal sealed class RecordBody
{
    private readonly ArrayBufferWriter<byte> bytes = new(4096);

    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    /// <summary>Begins a body with its type.</summary>
    public RecordBody Begin(ReadOnlySpan<byte> type)
    {
        bytes.ResetWrittenCount();
        bytes.Write("{\"type\":\""u8);
        bytes.Write(type);
        bytes.Write("\""u8);
        return this;
    }

    /// <summary>Begins an object without a type, for a member of another.</summary>
    public RecordBody BeginPlain()
    {
        bytes.ResetWrittenCount();
        bytes.Write("{"u8);
        return this;
    }

    public RecordBody Raw(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        Name(name);
        bytes.Write(json);
        return this;
    }

    /// <summary>A string member; nothing where it is null.</summary>
    public RecordBody Text(ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
            return this;
        Name(name);
        JsonString.WriteQuoted(bytes, Encoding.UTF8.GetBytes(text));
        return this;
    }

    public RecordBody Number(ReadOnlySpan<byte> name, long number)
    {
        Name(name);
        bytes.Write(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        return this;
    }

    /// <summary>The list of what lies in the store; nothing where there is none.</summary>
    public RecordBody Blobs(IReadOnlyList<ContentSplice> splices)
    {
        if (splices.Count == 0)
            return this;
        Name("blobs"u8);
        bytes.Write("["u8);
        for (var i = 0; i < splices.Count; i++)
        {
            var splice = splices[i];
            bytes.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(i > 0 ? "," : "")}{{\"at\":{splice.At},\"length\":{splice.Length},\"sha256\":\"{splice.Hash}\",\"as\":\"{Form(splice.Form)}\",\"head\":")));
            JsonString.WriteQuoted(bytes, splice.Head);
            bytes.Write(",\"tail\":"u8);
            JsonString.WriteQuoted(bytes, splice.Tail);
            bytes.Write("}"u8);
        }

        bytes.Write("]"u8);
        return this;
    }

    public ReadOnlySpan<byte> End()
    {
        bytes.Write("}"u8);
        return bytes.WrittenSpan;
    }

    /// <summary>An id that follows from what it names, so that the same session written twice is the same.</summary>
    public static string IdOf(string session, long epoch, long sequence)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{session}/{epoch}/{sequence}")), digest);
        return AsUuid(digest[..16]);
    }

    /// <summary>A random id.</summary>
    public static string RandomId() => AsUuid(RandomNumberGenerator.GetBytes(16));

    private static string AsUuid(Span<byte> bytes)
    {
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40); // version 4
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private void Name(ReadOnlySpan<byte> name)
    {
        bytes.Write(bytes.WrittenCount > 1 ? ",\""u8 : "\""u8);
        bytes.Write(name);
        bytes.Write("\":"u8);
    }

    private static string Form(SpliceForm form) => form switch
    {
        SpliceForm.Text => "text",
        SpliceForm.Base64 => "base64",
        _ => "json",
    };
}
