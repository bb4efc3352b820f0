using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pith.Offload;
using Pith.Store;

namespace Pith.Tools.Servers;

/// <summary>What a server answered to a call, as text for the model: pictures, sounds and files go to the store and leave their handle.</summary>
/// <param name="store">Takes what is no text; without it only its size is told.</param>
internal sealed class ServerResult(BlobStore? store)
{
    public ToolResult Of(JsonElement result)
    {
        var text = new StringBuilder();
        if (result.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array)
            foreach (var block in content.EnumerateArray())
                if (Block(block) is { Length: > 0 } part)
                    text.Append(text.Length > 0 ? "\n" : "").Append(part);
        // A server that gives structure should repeat it as text; where it did not, the structure is the text.
        if (text.Length == 0 && result.TryGetProperty("structuredContent", out var structure))
            text.Append(structure.GetRawText());
        if (result.TryGetProperty("resultType", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("input_required"))
            return ToolResult.Failed("The server wants to ask the person something first, which pith cannot pass on. Call it with all that it may want to know.");
        var isError = result.TryGetProperty("isError", out var error) && error.ValueKind == JsonValueKind.True;
        return text.Length == 0 ? new ToolResult(Encoding.UTF8.GetBytes(isError ? "The call failed; the server does not say why." : "Done; the server returned nothing."), isError)
            : new ToolResult(Encoding.UTF8.GetBytes(text.ToString()), isError);
    }

    private string Block(JsonElement block) => Text(block, "type") switch
    {
        "text" => Text(block, "text"),
        "image" or "audio" => Stored(Text(block, "mimeType"), Text(block, "data")),
        "resource_link" => $"[{Text(block, "name")}: {Text(block, "uri")}]",
        "resource" when block.TryGetProperty("resource", out var resource) && resource.ValueKind == JsonValueKind.Object => resource.TryGetProperty("blob", out _)
            ? $"[{Text(resource, "uri")}] {Stored(Text(resource, "mimeType"), Text(resource, "blob"))}"
            : $"[{Text(resource, "uri")}]\n{Text(resource, "text")}",
        _ => block.GetRawText(),
    };

    private string Stored(string type, string base64)
    {
        var kind = type.Length > 0 ? type : "data";
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

    private static string Text(JsonElement block, string key) =>
        block.ValueKind == JsonValueKind.Object && block.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
