using System.Text.Json;
using Pith.Store;
using Pith.Text;

namespace Pith.Tools.Files;

/// <summary>One change of a file, as the session's log keeps it: enough to undo it, and to know whether someone else changed the file since.</summary>
/// <param name="CallId">The call that made it.</param>
/// <param name="Path">The file, without links.</param>
/// <param name="Before">Its content before, in the store; null when there was no file.</param>
/// <param name="After">The hash of its content after; null when the change removed it.</param>
/// <param name="Mode">Its Unix mode before, 0 where there was none.</param>
/// <param name="Folder">The outermost folder that was made for it; null when its folder was there.</param>
public readonly record struct FileChange(string CallId, string Path, BlobHash? Before, BlobHash? After, int Mode, string? Folder = null)
{
    /// <summary>Writes it as one JSON object.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("callId"u8, CallId);
        json.WriteString("path"u8, Path);
        if (Before is { } before)
            json.WriteString("before"u8, before.ToString());
        if (After is { } after)
            json.WriteString("after"u8, after.ToString());
        json.WriteNumber("mode"u8, Mode);
        if (Folder is not null)
            json.WriteString("folder"u8, Folder);
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out FileChange change)
    {
        change = default;
        string? call = null, path = null, folder = null;
        BlobHash? before = null, after = null;
        var mode = 0;
        try
        {
            var reader = new Utf8JsonReader(json, JsonLimits.Options);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "callId": call = reader.GetString(); break;
                    case "path": path = reader.GetString(); break;
                    case "before": before = BlobHash.TryParse(reader.GetString(), out var old) ? old : throw new JsonException(); break;
                    case "after": after = BlobHash.TryParse(reader.GetString(), out var now) ? now : throw new JsonException(); break;
                    case "mode": mode = reader.GetInt32(); break;
                    case "folder": folder = reader.GetString(); break;
                    default: reader.Skip(); break;
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }

        if (call is null || path is null)
            return false;
        change = new FileChange(call, path, before, after, mode, folder);
        return true;
    }
}
