using System.Buffers;
using System.Text.Json;

namespace Pith.Tools.Servers;

/// <summary>The bytes of what is said to a server.</summary>
/// <param name="product">Our version, for the server.</param>
/// <param name="folder">The folder that is worked in: what a server is told when it asks for roots.</param>
internal sealed class ServerMessages(string product, string folder)
{
    private const int MethodNotFound = -32601;

    /// <summary>A request, or a notification where there is no id.</summary>
    public byte[] Ask(long? id, string method, string version, Action<Utf8JsonWriter> write)
    {
        var message = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(message))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            if (id is { } number)
                json.WriteNumber("id", number);
            json.WriteString("method", method);
            json.WriteStartObject("params");
            write(json);
            if (version == ServerConnection.Stateless && id is not null)
                WriteFacts(json, version);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return message.WrittenSpan.ToArray();
    }

    private void WriteFacts(Utf8JsonWriter json, string version)
    {
        json.WriteStartObject("_meta");
        json.WriteString("io.modelcontextprotocol/protocolVersion", version);
        json.WriteStartObject("io.modelcontextprotocol/clientInfo");
        WriteProduct(json);
        json.WriteEndObject();
        json.WriteStartObject("io.modelcontextprotocol/clientCapabilities");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Name and version of this program.</summary>
    public void WriteProduct(Utf8JsonWriter json)
    {
        json.WriteString("name", "pith");
        json.WriteString("version", product);
    }

    /// <summary>An answer to what the server asks: that we are here, and which folder is worked in. It may not ask the model or the person.</summary>
    public byte[] Answer(JsonElement id, string method)
    {
        var message = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(message))
        {
            json.WriteStartObject();
            json.WriteString("jsonrpc", "2.0");
            json.WritePropertyName("id");
            id.WriteTo(json);
            json.WriteStartObject(method is "ping" or "roots/list" ? "result" : "error");
            if (method == "roots/list")
            {
                json.WriteStartArray("roots");
                json.WriteStartObject();
                json.WriteString("uri", new Uri(folder).AbsoluteUri);
                json.WriteEndObject();
                json.WriteEndArray();
            }
            else if (method != "ping")
            {
                json.WriteNumber("code", MethodNotFound);
                json.WriteString("message", $"pith does not offer {method}");
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return message.WrittenSpan.ToArray();
    }
}
