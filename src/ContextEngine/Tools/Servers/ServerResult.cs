using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Pith.Offload;
using Pith.Store;
using Pith.Text;

namespace Pith.Tools.Servers;

/// <summary>What a server answered to a call, as text for the model: pictures, sounds and files go to the store and leave their handle.</summary>
/// <param name="store">Takes what is no text; without it only its size is told.</param>
internal sealed class ServerResult(BlobStore? store)
{
    public ToolResult Of(JsonElement result)
    {
        var text = new ArrayBufferWriter<byte>();
        foreach (var block in result.Items("content"))
            Append(block, text);
        // A server that gives structure should repeat it as text; where it did not, the structure is the text.
        if (text.WrittenCount == 0 && result.Field("structuredContent") is { ValueKind: not JsonValueKind.Undefined } structure)
            text.Write(JsonMarshal.GetRawUtf8Value(structure));
        if (result.Word("resultType") == "input_required")
            return ToolResult.Failed("The server wants to ask the person something first, which pith cannot pass on. Call it with all that it may want to know.");
        var isError = result.Says("isError");
        return text.WrittenCount == 0 ? new ToolResult(Encoding.UTF8.GetBytes(isError ? "The call failed; the server does not say why." : "Done; the server returned nothing."), isError)
            : new ToolResult(text.WrittenMemory, isError);
    }

    private void Append(JsonElement block, ArrayBufferWriter<byte> text)
    {
        var feed = text.WrittenCount > 0 ? "\n"u8 : default;
        if (block.Word("type") == "text")
            Words(block.Field("text"), feed, text);
        else if (Block(block) is { Length: > 0 } part)
        {
            text.Write(feed);
            text.Write(Encoding.UTF8.GetBytes(part));
        }
    }

    /// <summary>A text, which may have megabytes: never as a string on its way.</summary>
    private static void Words(JsonElement words, ReadOnlySpan<byte> before, ArrayBufferWriter<byte> text)
    {
        if (words.ValueKind != JsonValueKind.String || JsonMarshal.GetRawUtf8Value(words) is not { Length: > 2 } raw)
            return;
        text.Write(before);
        var reader = new Utf8JsonReader(raw);
        reader.Read();
        text.Advance(reader.CopyString(text.GetSpan(raw.Length)));
    }

    private string Block(JsonElement block) => block.Word("type") switch
    {
        "image" or "audio" => Stored(block.Word("mimeType"), block.Word("data")),
        "resource_link" => $"[{block.Word("name")}: {block.Word("uri")}]",
        "resource" when block.Field("resource") is { ValueKind: JsonValueKind.Object } resource => resource.TryGetProperty("blob", out _)
            ? $"[{resource.Word("uri")}] {Stored(resource.Word("mimeType"), resource.Word("blob"))}"
            : $"[{resource.Word("uri")}]\n{resource.Word("text")}",
        _ => block.GetRawText(),
    };

    private string Stored(string? type, string? base64)
    {
        var kind = type is { Length: > 0 } ? type : "data";
        base64 ??= "";
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length) + 2];
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
            return $"[{kind} that is no base64]";
        var size = string.Create(CultureInfo.InvariantCulture, $"{kind}, {length:N0} bytes");
        try
        {
            return store is null ? $"[{size}, not kept]" : $"[{size}, kept as {Handle.Format(store.Put(bytes.AsSpan(0, length)))}]";
        }
        catch (StoreException refused)
        {
            return $"[{size}, not kept: {refused.Message}]";
        }
    }
}
