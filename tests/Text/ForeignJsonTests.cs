using System.Text;
using System.Text.Json;
using Pith.Text;

namespace Pith.Tests.Text;

/// <summary>JSON of others: what is no text is U+FFFD, and nothing else changes.</summary>
public sealed class ForeignJsonTests
{
    [Theory]
    [InlineData("""["\ud800"]""", "\uFFFD")]
    [InlineData("""["\uDC00x"]""", "\uFFFDx")]
    [InlineData("""["\ud800\ud800"]""", "\uFFFD\uFFFD")]
    [InlineData("""["\ud800\n"]""", "\uFFFD\n")]
    [InlineData("""["\ud83d\ude00"]""", "\U0001F600")]
    [InlineData("""["\ud83d\ud83d\ude00"]""", "\uFFFD\U0001F600")]
    [InlineData("""["\\ud800"]""", "\\ud800")]
    [InlineData("""["\\\ud800"]""", "\\\uFFFD")]
    public void HalfOfAPairIsReplaced(string json, string expected)
    {
        using var document = ForeignJson.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Equal(expected, document.RootElement[0].GetString());
    }

    [Fact]
    public void NamesAndBytesAreMendedToo()
    {
        using var document = ForeignJson.Parse(Encoding.UTF8.GetBytes("""{"\ud800":1}"""));
        Assert.Equal("\uFFFD", document.RootElement.EnumerateObject().Single().Name);
        Assert.False(document.RootElement.TryGetProperty("x", out _));
        using var invalid = ForeignJson.Parse(new byte[] { (byte)'"', 0xFF, (byte)'"' });
        Assert.Equal("\uFFFD", invalid.RootElement.GetString());
    }

    [Fact]
    public void WhatIsWholeIsNotCopied()
    {
        ReadOnlyMemory<byte> whole = Encoding.UTF8.GetBytes("""{"a":"\u0041\ud83d\ude00"}""");
        Assert.True(ForeignJson.Mended(whole).Equals(whole));
        Assert.ThrowsAny<JsonException>(() => ForeignJson.Parse("[\"\\ud8"u8.ToArray()));
    }
}
