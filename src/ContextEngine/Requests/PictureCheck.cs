using System.Buffers.Text;
using Pith.Conversations;
using Pith.Models;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Requests;

/// <summary>What a provider would refuse of a picture or a PDF.</summary>
internal static class PictureCheck
{
    /// <summary>Beginnings in base64; what they say goes before what a record says.</summary>
    private static readonly (byte[] Magic, byte[] Media)[] Kinds =
    [
        ("iVBORw0KGgo"u8.ToArray(), "image/png"u8.ToArray()),
        ("/9j/"u8.ToArray(), "image/jpeg"u8.ToArray()),
        ("R0lGOD"u8.ToArray(), "image/gif"u8.ToArray()),
        ("UklGR"u8.ToArray(), "image/webp"u8.ToArray()),
        ("JVBERi0"u8.ToArray(), "application/pdf"u8.ToArray()),
    ];

    /// <summary>How many pictures a view holds.</summary>
    public static int CountIn(View view) => view.Messages.Sum(m => m.Blocks.Count(b => b.Kind == BlockKind.Image));

    /// <summary>The first rule that it breaks, or null.</summary>
    /// <param name="picture">A block of base64 or an address.</param>
    /// <param name="limits">How large it may be.</param>
    /// <param name="pictures">How many the request holds.</param>
    public static RequestRule? Of(in ViewBlock picture, in RequestLimits limits, int pictures) =>
        Of(picture.Text.Span, picture.Extra.Span, limits, pictures);

    /// <summary>The same for what is in no view yet.</summary>
    public static RequestRule? Of(ReadOnlySpan<byte> data, ReadOnlySpan<byte> told, in RequestLimits limits, int pictures)
    {
        if (IsAddress(data))
            return data.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0 ? null : RequestRule.PictureData;
        if (data.Length % 4 != 0 || data.IndexOfAnyInRange((byte)0, (byte)' ') >= 0 || !Base64.IsValid(data))
            return RequestRule.PictureData;
        if (MediaOf(data) is not { } media || !media.AsSpan().SequenceEqual(told))
            return RequestRule.PictureKind;
        if (media.AsSpan().SequenceEqual("application/pdf"u8))
            return null; // its weight is the request's
        if (data.Length > limits.PictureBytes)
            return RequestRule.PictureBytes;
        if (!ImageSize.TryRead(data, out var size))
            return RequestRule.PictureData; // a header that stops before it says how large
        return Math.Max(size.Width, size.Height) > (pictures >= limits.ManyPictures ? limits.PictureSideOfMany : limits.PictureSide) ? RequestRule.PictureSide : null;
    }

    /// <summary>The media type that the first bytes tell, or null.</summary>
    public static byte[]? MediaOf(ReadOnlySpan<byte> base64)
    {
        foreach (var (magic, media) in Kinds)
            if (base64.StartsWith(magic))
                return media;
        return null;
    }

    private static bool IsAddress(ReadOnlySpan<byte> data) => data.StartsWith("https://"u8) || data.StartsWith("http://"u8);
}
