using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pith.Tests.Permissions.Shell;

/// <summary>Command lines that agents have written, out of the shared corpus.</summary>
internal static partial class CommandSamples
{
    [GeneratedRegex("""(?<!\\)"command"\s*:\s*("(?:[^"\\]|\\.)*")""")]
    private static partial Regex CommandField { get; }

    /// <summary>Every distinct command, or none where the corpus is absent.</summary>
    public static string[] Collected { get; } =
    [
        .. Repository.Corpus(".jsonl", ".json")
            .Where(f => new FileInfo(f).Length < 64 << 20)
            .SelectMany(f => CommandField.Matches(File.ReadAllText(f)).Select(m => Unquoted(m.Groups[1].Value)))
            .Where(c => c.Length is > 0 and < 20_000 && !c.Contains('\0'))
            .Distinct(StringComparer.Ordinal),
    ];

    private static string Unquoted(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(json) ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
