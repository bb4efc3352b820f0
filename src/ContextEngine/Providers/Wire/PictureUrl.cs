using System.Buffers;
using Pith.Transcripts;

namespace Pith.Providers.Wire;

/// <summary>A picture's source as the one address that OpenAI's APIs take: its own, or its data in a <c>data:</c> URL.</summary>
internal static class PictureUrl
{
    /// <summary>Writes it as the inside of a JSON string.</summary>
    public static void Write(JsonValue source, ArrayBufferWriter<byte> output)
    {
        if (source.Field("url"u8) is { IsString: true } url)
        {
            output.Write(url.Bytes);
            return;
        }

        output.Write("data:"u8);
        output.Write(source.Field("media_type"u8).Bytes);
        output.Write(";base64,"u8);
        output.Write(source.Field("data"u8).Bytes);
    }
}
