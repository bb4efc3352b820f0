using System.Text;
using Pith.Conversations;
using Pith.Models;

namespace Pith.Requests;

/// <summary>A picture that the user shows, before it is in a conversation: one that a provider would refuse must never get there, since every later request would hold it.</summary>
/// <param name="Media">Its media type, as it was told.</param>
/// <param name="Data">Base64.</param>
public readonly record struct UserPicture(string Media, ReadOnlyMemory<byte> Data)
{
    private static readonly string[] Taken = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>What is wrong with it, a sentence; null when it can be sent. Reads all of it once.</summary>
    /// <param name="limits">How large it may be.</param>
    /// <param name="pictures">How many the message holds.</param>
    public string? Problem(in RequestLimits limits, int pictures)
    {
        if (!Taken.Contains(Media))
            return $"a picture must be one of {string.Join(", ", Taken)}";
        if (Data.Span.Contains((byte)':')) // an address may be written anywhere but here
            return "a picture's data must be base64 without spaces";
        return PictureCheck.Of(Data.Span, Encoding.UTF8.GetBytes(Media), limits, pictures) switch
        {
            null => null,
            RequestRule.PictureKind => $"a picture is called {Media}, but its first bytes say {(PictureCheck.MediaOf(Data.Span) is { } media ? Encoding.UTF8.GetString(media) : "nothing that is known")}",
            RequestRule.PictureBytes => $"a picture has {Data.Length} characters of base64; the API takes {limits.PictureBytes}, so make it smaller",
            RequestRule.PictureSide => $"a picture's longer side may have {(pictures >= limits.ManyPictures ? limits.PictureSideOfMany : limits.PictureSide)} pixels where a message has {pictures}; make it smaller",
            _ => "a picture's data cannot be read: it must be base64 without spaces, of a whole picture",
        };
    }
}
