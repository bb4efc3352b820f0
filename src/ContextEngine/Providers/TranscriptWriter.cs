using System.Buffers;
using System.IO.Hashing;
using System.Text;
using Pith.Conversations;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers;

/// <summary>
/// Writes a view as a Claude Code transcript, one record a line. Ids come from the content, so equal views give equal
/// bytes; every record carries the time of the view's last recorded turn, or 1970 where none is known.
/// </summary>
/// <param name="timestamp">ISO 8601 time for every record.</param>
public sealed class TranscriptWriter(string timestamp = "1970-01-01T00:00:00.000Z") : IViewWriter
{
    /// <inheritdoc/>
    public string Name => "transcript";

    /// <inheritdoc/>
    public void Write(View view, IBufferWriter<byte> output)
    {
        var session = "";
        var parent = "";
        var body = new ArrayBufferWriter<byte>(4096);
        foreach (var part in view.System)
        {
            body.ResetWrittenCount();
            body.Write(",\"type\":\"system\",\"subtype\":\"instructions\",\"content\":"u8);
            JsonString.WriteQuoted(body, part.Span);
            Emit(body.WrittenSpan, ref session, ref parent, output);
        }

        foreach (var message in view.Messages)
        {
            body.ResetWrittenCount();
            WriteMessage(message, view.Model, body);
            Emit(body.WrittenSpan, ref session, ref parent, output);
        }
    }

    private void Emit(ReadOnlySpan<byte> body, ref string session, ref string parent, IBufferWriter<byte> output)
    {
        var uuid = Uuid(Encoding.ASCII.GetBytes(parent), body);
        session = session.Length == 0 ? uuid : session;
        var head = parent.Length == 0 ? "null" : $"\"{parent}\"";
        output.Write(Encoding.UTF8.GetBytes($"{{\"parentUuid\":{head},\"isSidechain\":false,\"userType\":\"external\",\"sessionId\":\"{session}\""));
        output.Write(body);
        output.Write(Encoding.UTF8.GetBytes($",\"uuid\":\"{uuid}\",\"timestamp\":\"{timestamp}\"}}\n"));
        parent = uuid;
    }

    private static void WriteMessage(ViewMessage message, string model, IBufferWriter<byte> body)
    {
        var inner = new ArrayBufferWriter<byte>(1024);
        MessagesWriter.WriteMessage(message, inner);
        var assistant = message.Role == Role.Assistant;
        body.Write(assistant ? ",\"type\":\"assistant\",\"message\":{"u8 : ",\"type\":\"user\",\"message\":{"u8);
        if (assistant)
        {
            body.Write(Encoding.ASCII.GetBytes($"\"id\":\"msg_{Uuid([], inner.WrittenSpan).Replace("-", "", StringComparison.Ordinal)}\",\"type\":\"message\",\"model\":"));
            JsonString.WriteQuoted(body, Encoding.UTF8.GetBytes(model.Length > 0 ? model : "unknown"));
            body.Write(","u8);
        }

        body.Write(inner.WrittenSpan[1..]);
    }

    private static string Uuid(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> body)
    {
        var hash = XxHash128.HashToUInt128([.. parent, .. body]);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
