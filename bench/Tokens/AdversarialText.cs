using System.Text;
using Pith.Bench.Exact;

namespace Pith.Bench.Tokens;

/// <summary>What breaks tokenizers: thirteen kinds of text that are one piece, or hard to merge, at any length. The same for the same seed.</summary>
internal static class AdversarialText
{
    private const ulong Seed = 13;

    public static readonly string[] Kinds =
        ["a", "abab", "spaces", "newlines", "mixed white space", "base64", "random lowercase", "random punctuation", "digits", "random CJK", "emoji", "combining marks", "random bytes"];

    /// <summary>Exactly so many bytes; the last ones are full stops where a character does not fit.</summary>
    public static Text Of(string kind, int length)
    {
        var dice = new Dice(Seed, (ulong)Array.IndexOf(Kinds, kind));
        if (kind == "random bytes")
            return new(kind, Lossy(dice, length));
        string[] bits = kind switch
        {
            "a" => ["a"],
            "abab" => ["ab"],
            "spaces" => [" "],
            "newlines" => ["\n"],
            "mixed white space" => [" ", "\t", "\n", "\r\n", "\u3000", "\u00A0"],
            "base64" => Letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
            "random lowercase" => Letters("abcdefghijklmnopqrstuvwxyz"),
            "random punctuation" => Letters("!\"#$%&'()*+,-.:;<=>?@[\\]^_`{|}~"),
            "digits" => Letters("0123456789"),
            "random CJK" => [.. Enumerable.Range(0x4E00, 0x5000).Select(c => ((char)c).ToString())],
            "emoji" => ["🙂", "👩‍👩‍👧‍👦", "👨🏽‍💻", "🏳️‍🌈", "🎉", "🇩🇪"],
            _ => ["e", "\u0301", "\u0302", "\u0323", "\u20DD"],
        };
        return new(kind, Joined(dice, [.. bits.Select(Encoding.UTF8.GetBytes)], length));
    }

    private static byte[] Joined(Dice dice, byte[][] bits, int length)
    {
        var bytes = new byte[length];
        for (var at = 0; at < length;)
        {
            var bit = dice.Of<byte[]>(bits);
            if (at + bit.Length > length)
                bit = [(byte)'.'];
            bit.CopyTo(bytes, at);
            at += bit.Length;
        }

        return bytes;
    }

    /// <summary>Random bytes as a decoder would show them, so that all counters get the same text.</summary>
    private static byte[] Lossy(Dice dice, int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
            bytes[i] = (byte)dice.Next(256);
        var shown = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes));
        while ((shown[length] & 0xC0) == 0x80)
            length--;
        return shown[..length];
    }

    private static string[] Letters(string letters) => [.. letters.Select(c => c.ToString())];
}
