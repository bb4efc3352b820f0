using System.Buffers.Text;
using Pith.Tokens;

namespace Pith.Tools.Files;

/// <summary>How large a picture is, in words; empty where its header does not say.</summary>
internal static class PictureSize
{
    public static string Of(ReadOnlySpan<byte> head)
    {
        var base64 = new byte[Base64.GetMaxEncodedToUtf8Length(head.Length)];
        Base64.EncodeToUtf8(head, base64, out _, out var written);
        return ImageSize.TryRead(base64.AsSpan(0, written), out var size) ? FormattableString.Invariant($", {size.Width} x {size.Height} pixels") : "";
    }
}
