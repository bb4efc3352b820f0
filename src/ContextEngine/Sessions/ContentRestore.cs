using System.Buffers;
using System.Text;
using System.Text.Json;
using Pith.Offload;
using Pith.Store;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Sessions;

/// <summary>Brings back a content as it was appended, with what lies in the store in its place again.</summary>
internal static class ContentRestore
{
    /// <summary>Whether a record is a message: it is somebody's, and has a content that can be read.</summary>
    public static bool IsMessage(JsonValue record, out bool isAssistant)
    {
        var type = record.Field("type"u8);
        isAssistant = type.Is("assistant"u8);
        return (isAssistant || type.Is("user"u8)) && record.Field("message"u8).Field("content"u8) is { IsString: true } or { IsArray: true };
    }

    /// <summary>The content of a record; <paramref name="lost"/> says what the store no longer gives.</summary>
    /// <param name="record">A good record.</param>
    /// <param name="blobs">Where the rest is.</param>
    /// <param name="lost">One sentence, or null.</param>
    public static byte[] Of(JsonValue record, BlobStore blobs, out string? lost)
    {
        lost = null;
        var content = record.Field("message"u8).Field("content"u8).Raw;
        var splices = Splices(record);
        if (splices.Count == 0)
            return content.ToArray();
        var whole = new ArrayBufferWriter<byte>(content.Length);
        var from = 0;
        foreach (var splice in splices)
        {
            if (splice.At < from || splice.Length < 0 || splice.Length > content.Length - splice.At)
                continue;
            whole.Write(content[from..splice.At]);
            if (!TryWrite(splice, blobs, whole, out var why))
            {
                whole.Write(content.Slice(splice.At, splice.Length));
                lost ??= why;
            }

            from = splice.At + splice.Length;
        }

        whole.Write(content[from..]);
        if (JsonLimits.IsValue(whole.WrittenSpan, JsonLimits.Content, out var type) && type is JsonTokenType.String or JsonTokenType.StartArray)
            return whole.WrittenSpan.ToArray();
        lost ??= "what lies in the store for it does not fit where it belongs";
        return content.ToArray();
    }

    /// <summary>Enough of the content to see its calls and results: the store is asked only where all of it lies there.</summary>
    public static byte[] OfCalls(JsonValue record, BlobStore blobs)
    {
        var content = record.Field("message"u8).Field("content"u8);
        return content.IsString && Splices(record).Count > 0 ? Of(record, blobs, out _) : content.IsNothing ? [.. "null"u8] : content.Raw.ToArray();
    }

    /// <summary>What of a record lies in the store.</summary>
    public static List<ContentSplice> Splices(JsonValue record)
    {
        var splices = new List<ContentSplice>();
        foreach (var item in record.Field("blobs"u8).Elements())
            if (BlobHash.TryParse(item.Field("sha256"u8).ToText(), out var hash))
                splices.Add(new ContentSplice((int)item.Field("at"u8).Number, (int)item.Field("length"u8).Number, hash, FormOf(item.Field("as"u8)), item.Field("head"u8).ToBytes(), item.Field("tail"u8).ToBytes()));
        return splices;
    }

    private static bool TryWrite(ContentSplice splice, BlobStore blobs, ArrayBufferWriter<byte> whole, out string why)
    {
        try
        {
            var bytes = blobs.Get(splice.Hash);
            whole.Write(splice.Head);
            if (splice.Form == SpliceForm.Json)
                whole.Write(bytes);
            else if (splice.Form == SpliceForm.Text)
                JsonString.WriteQuoted(whole, bytes);
            else
                whole.Write(Encoding.ASCII.GetBytes($"\"{Convert.ToBase64String(bytes)}\""));
            whole.Write(splice.Tail);
            why = "";
            return true;
        }
        catch (StoreException error)
        {
            why = $"{Handle.Format(splice.Hash)}: {error.Message}";
            return false;
        }
    }

    private static SpliceForm FormOf(JsonValue form) => form.Is("text"u8) ? SpliceForm.Text : form.Is("base64"u8) ? SpliceForm.Base64 : SpliceForm.Json;
}
