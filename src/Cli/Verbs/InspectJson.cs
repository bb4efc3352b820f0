using System.Text.Json;
using Pith.Cli.Accounts;
using Pith.Cli.Printing;

namespace Pith.Cli.Verbs;

/// <summary>The picture of a transcript for machines; docs/schemas/inspect.md describes it.</summary>
internal static class InspectJson
{
    public static void Write(Transcript transcript, string? by, int top, Stream output)
    {
        using var document = new JsonDocumentStream(output);
        var json = document.Writer;
        var index = transcript.Index;
        json.WriteStartObject();
        json.WriteString("path", transcript.Path);
        json.WriteString("dialect", transcript.Dialect.ToString());
        json.WriteString("model", index.Model);
        json.WriteMeter(index.Meter);
        json.WriteNumber("tokens", InspectReport.Total(transcript));
        json.WriteNumber("bytes", transcript.Bytes);
        json.WriteNumber("turns", index.Turns.Length);
        json.WriteNumber("blocks", index.Blocks.Length);
        WriteTally(json, transcript);
        if (by is null or "kind")
            WriteShares(json, "byKind", Shares.ByKind(index), int.MaxValue);
        if (by is null or "tool")
            WriteShares(json, "byTool", Shares.ByTool(index), top);
        if (by is null or "file")
            WriteShares(json, "byFile", Shares.ByFile(index), top);
        if (by is null or "turn")
            WriteShares(json, "byTurn", Shares.ByTurn(index), top);
        if (by is null)
        {
            WriteShares(json, "repeats", Shares.Repeats(index), top);
            WriteShares(json, "superseded", Shares.Superseded(index), top);
            WriteUsage(json, transcript.Usage);
        }

        json.WriteEndObject();
    }

    private static void WriteTally(Utf8JsonWriter json, Transcript transcript)
    {
        var tally = transcript.Index.Tally;
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

    private static void WriteShares(Utf8JsonWriter json, string name, List<Share> shares, int top)
    {
        json.WriteStartArray(name);
        foreach (var share in shares.Take(top))
        {
            json.WriteStartObject();
            json.WriteString("name", share.Name);
            json.WriteNumber("blocks", share.Blocks);
            json.WriteNumber("tokens", share.Tokens);
            json.WriteNumber("errors", share.Errors);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter json, UsageAccount account)
    {
        json.WriteStartArray("usage");
        foreach (var (model, calls, usage) in account.ByModel())
        {
            json.WriteStartObject();
            json.WriteString("model", model);
            json.WriteNumber("calls", calls);
            json.WriteNumber("input", usage.Input);
            json.WriteNumber("cacheWrite", usage.CacheWrite);
            json.WriteNumber("cacheRead", usage.CacheRead);
            json.WriteNumber("output", usage.Output);
            if (Cost.Of(model, usage) is { } cost)
                json.WriteNumber("costUsd", cost);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
