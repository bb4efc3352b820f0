using System.IO.Compression;
using System.Reflection;
using Pith.Tokens;

namespace Pith.VocabularyCompiler;

/// <summary>The published ranks as the data packages carry them: a deflated list of base64 tokens, in order of rank.</summary>
internal static class RankFile
{
    /// <summary>The tokens of an encoding; index is id.</summary>
    public static byte[][] Read(string package, string encoding)
    {
        var assembly = Assembly.Load(package);
        using var resource = assembly.GetManifestResourceStream($"{encoding}.tiktoken.deflate")
            ?? throw new InvalidDataException($"{package} has no {encoding}.tiktoken.deflate; it has {string.Join(", ", assembly.GetManifestResourceNames())}");
        using var reader = new StreamReader(new DeflateStream(resource, CompressionMode.Decompress));
        var tokens = new List<byte[]>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line.StartsWith("Capacity", StringComparison.Ordinal))
                continue;
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            if (space >= 0 && int.Parse(line.AsSpan(space + 1), System.Globalization.CultureInfo.InvariantCulture) != tokens.Count)
                throw new InvalidDataException($"{encoding}: rank {tokens.Count} is missing");
            tokens.Add(Convert.FromBase64String(space < 0 ? line : line[..space]));
        }

        return [.. tokens];
    }

    /// <summary>
    /// Refuses a list the counter's proofs do not hold for: every byte is a token, all tokens differ, and merging a
    /// token's own bytes by lowest rank ends in that token through parts of lower rank.
    /// </summary>
    /// <returns>For each token from 256 on the two tokens that its last merge joins.</returns>
    public static (int Left, int Right)?[] Check(byte[][] tokens, int expected)
    {
        if (tokens.Length != expected)
            throw new InvalidDataException($"{tokens.Length} tokens, expected {expected}");
        var ids = new Dictionary<byte[], int>(tokens.Length, ByteComparer.Instance);
        for (var id = 0; id < tokens.Length; id++)
            if (!ids.TryAdd(tokens[id], id))
                throw new InvalidDataException($"token {id} is there twice");
        for (var b = 0; b < 256; b++)
            if (!ids.TryGetValue([(byte)b], out var id) || id > 255)
                throw new InvalidDataException($"byte {b} is not one of the first 256 tokens");
        var table = new RankTable(ids);
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<byte>>();
        var merges = new (int Left, int Right)?[tokens.Length];
        for (var id = 256; id < tokens.Length; id++)
        {
            if (Derivation.Of(tokens[id], table) is not { IsReached: true, Rises: true, Left: > 0 and var left })
                throw new InvalidDataException($"token {id} cannot be reached by merges of rising rank");
            merges[id] = (lookup[tokens[id].AsSpan(0, left)], lookup[tokens[id].AsSpan(left)]);
        }

        return merges;
    }
}
