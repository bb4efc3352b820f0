using System.Text.Json;
using Pith.Cli.Printing;
using Pith.Conversations;

namespace Pith.Cli.Verbs;

/// <summary>The picture of a transcript for machines; docs/schemas/inspect.md describes it.</summary>
internal static class InspectJson
{
    public static void Write(Transcript transcript, ContextSize? now, string? by, int top, Stream output)
    {
        using var document = new JsonDocumentStream(output);
        var json = document.Writer;
        var index = transcript.Index;
        json.WriteStartObject();
        json.WriteString("path", transcript.Path);
        json.WriteString("dialect", transcript.Dialect.ToString());
        json.WriteString("model", transcript.Model);
        json.WriteMeter(index.Meter);
        json.WriteTokens(index.Meter, transcript.Tokens);
        if (now is not null)
            ContextNow.Write(json, now, transcript);
        json.WriteNumber("bytes", transcript.Bytes);
        json.WriteNumber("turns", index.Turns.Length);
        json.WriteNumber("blocks", index.Blocks.Length);
        WriteTally(json, index.Tally);
        foreach (var (name, grouping) in (ReadOnlySpan<(string, Grouping)>)[("kind", Grouping.Kind), ("tool", Grouping.Tool), ("file", Grouping.File), ("turn", Grouping.Turn)])
            if (by is null || by == name)
                WriteRows(json, $"by{char.ToUpperInvariant(name[0])}{name[1..]}", Largest(Account.Of(index, grouping), top));
        if (by is null)
        {
            WriteRows(json, "repeats", Largest(Account.Repeats(index), top));
            WriteRows(json, "superseded", Largest(Superseded.Of(index), top));
            WriteUsage(json, transcript);
        }

        json.WriteEndObject();
    }

    /// <summary>All rows in their own order, or the largest.</summary>
    private static IEnumerable<AccountRow> Largest(List<AccountRow> rows, int top) =>
        rows.Count <= top ? rows : rows.OrderByDescending(r => r.Tokens).Take(top);

    private static void WriteTally(Utf8JsonWriter json, IndexTally tally)
    {
        json.WriteNumber("records", tally.Records);
        json.WriteNumber("boundaries", tally.Boundaries);
        json.WriteNumber("turnsBeforeBoundary", tally.TurnsBeforeBoundary);
        json.WriteNumber("conversations", tally.RecordsOfThread.Count);
        json.WriteNumber("malformed", tally.Malformed);
        json.WriteStartArray("malformedRecords");
        foreach (var note in tally.MalformedNotes)
        {
            json.WriteStartObject();
            json.WriteNumber("line", note.Line);
            json.WriteNumber("offset", note.Offset);
            json.WriteString("reason", note.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRows(Utf8JsonWriter json, string name, IEnumerable<AccountRow> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            json.WriteNumber("blocks", row.Blocks);
            json.WriteNumber("tokens", row.Tokens);
            json.WriteNumber("bytes", row.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter json, Transcript transcript)
    {
        var (usage, total) = (transcript.Index.Usage, transcript.Index.Usage.Total);
        json.WriteStartObject("usage");
        json.WriteNumber("calls", usage.Calls);
        json.WriteNumber("input", total.Input);
        json.WriteNumber("cacheWrite", total.CacheWrite);
        json.WriteNumber("cacheRead", total.CacheRead);
        json.WriteNumber("output", total.Output);
        json.WriteNumber("largestContext", usage.PeakContext);
        if (Cost.Of(transcript.Model, total) is { } cost)
            json.WriteNumber("costUsd", cost);
        json.WriteEndObject();
    }
}
