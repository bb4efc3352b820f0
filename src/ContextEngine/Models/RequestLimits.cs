namespace Pith.Models;

/// <summary>
/// How much of what a request may hold. The defaults are the Messages API's (platform.claude.com, Vision and Errors, as of
/// autumn 2026), which are the tightest of the large houses; OpenAI takes more pictures and heavier ones.
/// </summary>
public readonly record struct RequestLimits()
{
    /// <summary>Most bytes of a body: 32 MB.</summary>
    public long Bytes { get; init; } = 32_000_000;

    /// <summary>Most pictures.</summary>
    public int Pictures { get; init; } = 100;

    /// <summary>Most characters of one picture's base64: the API names 5,242,880 bytes when it refuses, and counts the base64.</summary>
    public int PictureBytes { get; init; } = 5_242_880;

    /// <summary>Longest side of a picture, in pixels.</summary>
    public int PictureSide { get; init; } = 8000;

    /// <summary>From how many pictures on <see cref="PictureSideOfMany"/> holds.</summary>
    public int ManyPictures { get; init; } = 21;

    /// <summary>Longest side of each of many pictures, in pixels.</summary>
    public int PictureSideOfMany { get; init; } = 2000;
}
