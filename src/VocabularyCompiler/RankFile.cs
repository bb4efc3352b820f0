using System.IO.Compression;
using System.Reflection;

namespace Pith.VocabularyCompiler;

/// <summary>Takes the ranks out of a Microsoft.ML.Tokenizers data package: one token a line in base64, in rank order.</summary>
internal static class RankFile
{
    public static List<byte[]> Read(string package, string resource, int expected)
    {
        var assembly = Assembly.Load(package);
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{package} has no resource {resource}; its layout has changed");
        using var lines = new StreamReader(new DeflateStream(stream, CompressionMode.Decompress));
        var tokens = new List<byte[]>(expected);
        while (lines.ReadLine() is { } line)
            if (line.Length > 0 && !line.StartsWith("Capacity:", StringComparison.Ordinal))
                tokens.Add(Convert.FromBase64String(line));
        if (tokens.Count != expected)
            throw new InvalidOperationException($"{resource} has {tokens.Count} tokens, not {expected}");
        for (var b = 0; b < 256; b++)
            if (!tokens.Exists(t => t.Length == 1 && t[0] == b))
                throw new InvalidOperationException($"{resource} lacks the byte {b}");
        return tokens;
    }
}
