using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Pith.Offload;
using Pith.Store;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>
/// Puts what is too large for a record into the store, durably, before the record that refers to it is written: strings
/// over <see cref="LongestString"/>, pictures and documents, or where that is not enough the whole content.
/// </summary>
internal sealed class ContentSpill(BlobStore blobs)
{
    /// <summary>Bytes of the longest string that stays in a record.</summary>
    public const int LongestString = 64 << 10;

    private const int PreviewBytes = 2048;

    // Room for the frame, the keys and the list of splices.
    private const int LongestContent = RecordLog.LongestRecord - (32 << 10);

    private readonly List<ContentSplice> splices = [];
    private readonly ArrayBufferWriter<byte> written = new();
    private int copied;

    /// <summary>What stands for the content last given.</summary>
    public ReadOnlySpan<byte> Written => written.WrittenSpan;

    /// <summary>What of it lies in the store.</summary>
    public IReadOnlyList<ContentSplice> Splices => splices;

    /// <summary>Takes a content, raw JSON. Costs nothing but a copy when it is small and has no picture.</summary>
    public void Take(ReadOnlySpan<byte> content)
    {
        Reset();
        var isOneLine = content.IndexOfAny((byte)'\n', (byte)'\r') < 0;
        if (isOneLine && content.Length <= LongestString && content.IndexOf("\"source\""u8) < 0)
        {
            written.Write(content);
            return;
        }

        foreach (var longest in (ReadOnlySpan<int>)[LongestString, 4096])
        {
            Reset();
            if (!isOneLine)
                break;
            Search(content, JsonValue.Of(content), longest);
            written.Write(content[copied..]);
            if (written.WrittenCount <= LongestContent && splices.Count <= 64)
                return;
        }

        Reset();
        Put(content, SpliceForm.Json, content, [], []);
    }

    private void Reset()
    {
        written.ResetWrittenCount();
        splices.Clear();
        copied = 0;
    }

    private void Search(ReadOnlySpan<byte> content, JsonValue value, int longest)
    {
        var isLong = value.IsString && value.Raw.Length > longest;
        if (isLong || (value.IsObject && IsMedia(value)))
        {
            content.Overlaps(value.Raw, out var at);
            written.Write(content[copied..at]);
            copied = at + value.Raw.Length;
            if (isLong)
                LongText(value);
            else
                Media(value);
            return;
        }

        foreach (var field in value.Fields())
            Search(content, field.Value, longest);
        foreach (var element in value.Elements())
            Search(content, element, longest);
    }

    private void LongText(JsonValue value)
    {
        var plain = value.ToBytes();
        var again = new ArrayBufferWriter<byte>(value.Raw.Length);
        JsonString.WriteQuoted(again, plain);
        var isSame = again.WrittenSpan.SequenceEqual(value.Raw);
        Put(isSame ? plain : value.Raw, isSame ? SpliceForm.Text : SpliceForm.Json, plain, [], []);
    }

    private static bool IsMedia(JsonValue value) =>
        (value.Field("type"u8).Is("image"u8) || value.Field("type"u8).Is("document"u8)) && value.Field("source"u8).Field("type"u8).Is("base64"u8);

    // The whole block gives way to a text, since a picture without its data would be refused wherever it is sent.
    private void Media(JsonValue value)
    {
        var data = value.Field("source"u8).Field("data"u8);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(data.Bytes.Length)];
        var isPlain = Base64.DecodeFromUtf8(data.Bytes, bytes, out _, out var length) == OperationStatus.Done && length > 0
            && Convert.ToBase64String(bytes, 0, length).Length == data.Bytes.Length;
        if (!isPlain || !value.Raw.Overlaps(data.Raw, out var at))
        {
            Put(value.Raw, SpliceForm.Json, [], value.Raw[..0], []);
            return;
        }

        Put(bytes.AsSpan(0, length), SpliceForm.Base64, [], value.Raw[..at], value.Raw[(at + data.Raw.Length)..]);
    }

    private void Put(ReadOnlySpan<byte> content, SpliceForm form, ReadOnlySpan<byte> shown, ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        var hash = blobs.Put(content);
        var at = written.WrittenCount;
        var isBlock = shown.IsEmpty;
        if (isBlock)
            written.Write("{\"type\":\"text\",\"text\":"u8);
        var preview = new ArrayBufferWriter<byte>();
        if (isBlock)
            preview.Write(Encoding.UTF8.GetBytes($"[{content.Length} bytes of picture or document: {Handle.Format(hash)}]"));
        else
            Preview.Write(shown, new PreviewContext { Hash = hash }, PreviewBytes, preview);
        JsonString.WriteQuoted(written, preview.WrittenSpan);
        if (isBlock)
            written.Write("}"u8);
        splices.Add(new ContentSplice(at, written.WrittenCount - at, hash, form, head.ToArray(), tail.ToArray()));
    }
}
