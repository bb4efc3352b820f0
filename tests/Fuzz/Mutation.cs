namespace Pith.Tests.Fuzz;

/// <summary>Small damage to bytes, of the kinds that disks, editors and attackers do; the same for the same seed.</summary>
internal static class Mutation
{
    /// <summary>What parsers branch on.</summary>
    private static readonly byte[][] Tokens =
    [
        "\""u8.ToArray(), "\\"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(),
        "\n"u8.ToArray(), "\r"u8.ToArray(), "null"u8.ToArray(), "true"u8.ToArray(), "-1e999"u8.ToArray(), "\\ud83d"u8.ToArray(), "\\u"u8.ToArray(),
        "{}"u8.ToArray(), "[]"u8.ToArray(), "\"\""u8.ToArray(), "- "u8.ToArray(), ": "u8.ToArray(), " "u8.ToArray(), "|"u8.ToArray(), "'"u8.ToArray(),
        "!!binary "u8.ToArray(), "\uFEFF"u8.ToArray(), [0], [0x80], [0xFF], [0xED, 0xA0, 0x80], [0xE2, 0x82],
    ];

    public static byte[] Of(byte[] sample, Random random)
    {
        var bytes = sample.ToList();
        for (var times = random.Next(1, 5); times > 0 && bytes.Count > 0; times--)
            Damage(bytes, random);
        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 20), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                break;
        }
    }
}
