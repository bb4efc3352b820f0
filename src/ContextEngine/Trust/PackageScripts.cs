using System.Text;
using System.Text.Json;

namespace Pith.Trust;

/// <summary>
/// The scripts of a <c>package.json</c>, which alone count where a runner of them is started: who adds a dependency shall not be asked. They
/// are named as if they lay in the file, where nothing can.
/// </summary>
public static class PackageScripts
{
    private const string Name = "/package.json", Part = "/scripts";

    /// <summary>What they are named by.</summary>
    /// <param name="folder">The folder of the package.</param>
    public static string Of(string folder) => folder + Name + Part;

    /// <summary>The file that holds them; null for the path of something else.</summary>
    internal static string? FileOf(string path) => path.EndsWith(Name + Part, StringComparison.Ordinal) && File.Exists(path[..^Part.Length]) ? path[..^Part.Length] : null;

    /// <summary>They, a line each; nothing where there are none, and all of a file that cannot be read: whatever reads it may be more lenient.</summary>
    internal static byte[] That(byte[] package)
    {
        try
        {
            using var document = JsonDocument.Parse(package.AsMemory(package.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            return document.RootElement is not { ValueKind: JsonValueKind.Object } root ? []
                : Encoding.UTF8.GetBytes(string.Concat(root.EnumerateObject().Where(p => p.NameEquals("scripts"u8))
                    .SelectMany(p => p.Value.ValueKind == JsonValueKind.Object ? p.Value.EnumerateObject().Select(s => $"{s.Name}: {s.Value.GetRawText()}\n") : [p.Value.GetRawText() + "\n"])));
        }
        catch (JsonException)
        {
            return package;
        }
    }
}
