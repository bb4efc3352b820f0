using System.Text;
using Pith.Tokens;

namespace Pith.Tests.Tokens;

public sealed class ImageSizeTests
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 4, 0x58, 0, 0, 9, 0xE4, 8, 6, 0, 0, 0];
    private static readonly byte[] Gif = [.. "GIF89a"u8, 0x40, 0x01, 0xF0, 0x00, 0, 0, 0];

    public static TheoryData<byte[], int, int> Pictures => new()
    {
        { Png, 1112, 2532 },
        { Gif, 320, 240 },
        { WebP("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A, 0x80, 0x02, 0xE0, 0x41]), 640, 480 },
        { WebP("VP8L", [0x2F, 0x7F, 0xC2, 0x77, 0, 0, 0, 0, 0, 0]), 640, 480 },
        { WebP("VP8X", [0, 0, 0, 0, 0x7F, 2, 0, 0xDF, 1, 0]), 640, 480 },
        { Jpeg(0), 540, 360 },
        { Jpeg(1), 540, 360 },
        { Jpeg(60_001), 540, 360 },
        { Jpeg(200_002), 540, 360 },
    };

    [Theory]
    [MemberData(nameof(Pictures))]
    public void TheHeaderTellsTheSize(byte[] picture, int width, int height)
    {
        foreach (var more in new[] { 0, 1, 2, 3000 })
        {
            var base64 = Encoding.ASCII.GetBytes(Convert.ToBase64String([.. picture, .. new byte[more]]));
            Assert.True(ImageSize.TryRead(base64, out var size));
            Assert.Equal(new ImageSize(width, height), size);
        }
    }

    [Fact]
    public void WhatIsNoPictureHasNoSize()
    {
        foreach (var text in new[] { "", "A", "https://example.org/a.png", "////////////////", "iVBORw0KGgo=", Convert.ToBase64String("GIF8"u8), new string('!', 100) })
            Assert.False(ImageSize.TryRead(Encoding.UTF8.GetBytes(text), out _), text);
    }

    [Fact]
    public void EveryTruncationAndEveryFlippedByteIsSurvived()
    {
        var random = new Random(3);
        foreach (var row in Pictures)
        {
            var picture = row.Data.Item1.AsSpan(0, Math.Min(row.Data.Item1.Length, 400)).ToArray();
            for (var i = 0; i < picture.Length; i++)
            {
                ImageSize.TryRead(Encoding.ASCII.GetBytes(Convert.ToBase64String(picture.AsSpan(0, i))), out _);
                var broken = picture.ToArray();
                broken[i] ^= (byte)random.Next(1, 256);
                ImageSize.TryRead(Encoding.ASCII.GetBytes(Convert.ToBase64String(broken)), out _);
            }
        }
    }

    [Fact]
    public void RecordedPicturesOfTheCorpusAreRead()
    {
        var body = File.ReadAllText(Repository.Suite("corpus", "derived-anthropic-request-bodies", "pydantic__pydantic-ai", "test_image_url_input_force_download.1.json"));
        var start = body.IndexOf("/9j/", StringComparison.Ordinal);
        var data = body[start..body.IndexOf('"', start)];
        Assert.True(ImageSize.TryRead(Encoding.ASCII.GetBytes(data), out var size));
        Assert.Equal(new ImageSize(540, 360), size);
    }

    private static byte[] WebP(string kind, byte[] rest) => [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBP"u8, .. Encoding.ASCII.GetBytes(kind), 10, 0, 0, 0, .. rest];

    /// <summary>A JPEG whose frame stands behind so many bytes of profile.</summary>
    private static byte[] Jpeg(int profile)
    {
        var bytes = new List<byte> { 0xFF, 0xD8 };
        while (profile > 0)
        {
            var part = Math.Min(profile, 65_000);
            bytes.AddRange([0xFF, 0xE2, (byte)((part + 2) >> 8), (byte)(part + 2), .. new byte[part]]);
            profile -= part;
        }

        bytes.AddRange([0xFF, 0xFF, 0xC0, 0, 17, 8, 1, 0x68, 2, 0x1C, 3]);
        return [.. bytes];
    }
}
