using System.Text;
using System.Text.Json;
using Pith.Text;

namespace Pith.Compaction;

/// <summary>A list of things to do, as a call wrote it: the entries under their status, each alone on its line.</summary>
internal static class TodoList
{
    /// <summary>Lines of the list, in order of first status; empty when the arguments hold no such list.</summary>
    public static List<string> Lines(ReadOnlySpan<byte> arguments)
    {
        var byStatus = new List<(string Status, List<string> Entries)>();
        var reader = new Utf8JsonReader(arguments);
        string entry = "", status = "";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                Take(ref reader, ref entry, ref status);
            if (reader.TokenType != JsonTokenType.EndObject || entry.Length == 0)
                continue;
            var at = byStatus.FindIndex(s => s.Status == status);
            if (at < 0)
                byStatus.Add((status, [entry]));
            else
                byStatus[at].Entries.Add(entry);
            (entry, status) = ("", "");
        }

        return [.. byStatus.SelectMany(s => s.Entries.Prepend((s.Status.Length > 0 ? s.Status : "listed") + ":"))];
    }

    /// <summary>Agents call an entry content (Claude Code), step (Codex), description (Gemini) or title.</summary>
    private static void Take(ref Utf8JsonReader reader, ref string entry, ref string status)
    {
        var isEntry = reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("step"u8) || reader.ValueTextEquals("description"u8) || reader.ValueTextEquals("title"u8);
        var isStatus = reader.ValueTextEquals("status"u8);
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || !isEntry && !isStatus)
            return;
        var room = new byte[JsonString.UnescapedMaxLength(reader.ValueSpan.Length) + 1];
        var text = Encoding.UTF8.GetString(OneLine.Of(room.AsSpan(0, JsonString.Unescape(reader.ValueSpan, room)), 240));
        if (isEntry)
            entry = text;
        else
            status = text;
    }
}
