using System.Buffers;
using System.Text.Json;

namespace Pith.Trust;

/// <summary>That a person trusts a folder, with the files that take effect in it as they stood.</summary>
/// <param name="Folder">The folder, by its real path: what a link or a repository's pointer calls itself counts for nothing.</param>
/// <param name="Since">When, as a date and time of ISO 8601.</param>
/// <param name="Files">The files.</param>
public sealed record TrustRecord(string Folder, string Since, IReadOnlyList<TrustedFile> Files)
{
    /// <summary>What is different now, in the order of the paths; nothing where all is as it was.</summary>
    public IReadOnlyList<TrustChange> Against(IReadOnlyList<TrustedFile> now)
    {
        ArgumentNullException.ThrowIfNull(now);
        var (before, after) = (Files.ToDictionary(f => f.Path, StringComparer.Ordinal), now.ToDictionary(f => f.Path, StringComparer.Ordinal));
        return [.. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Where(path => before.GetValueOrDefault(path)?.Digest != after.GetValueOrDefault(path)?.Digest)
            .Select(path => new TrustChange(path, before.GetValueOrDefault(path), after.GetValueOrDefault(path)))];
    }

    internal byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("folder", Folder);
            json.WriteString("since", Since);
            json.WriteStartArray("files");
            foreach (var file in Files)
            {
                json.WriteStartObject();
                json.WriteString("path", file.Path);
                json.WriteString("digest", file.Digest);
                json.WriteString("text", file.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null for what is no record: then nothing is trusted.</summary>
    internal static TrustRecord? Of(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var files = document.RootElement.GetProperty("files").EnumerateArray()
                .Select(f => new TrustedFile(f.GetProperty("path").GetString()!, f.GetProperty("digest").GetString()!, f.GetProperty("text").GetString()));
            return new TrustRecord(document.RootElement.GetProperty("folder").GetString()!, document.RootElement.GetProperty("since").GetString()!, [.. files]);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
