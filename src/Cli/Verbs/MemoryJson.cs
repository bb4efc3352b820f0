using System.Text.Json;
using Pith.Cli.Printing;
using Pith.Compaction.Memories;

namespace Pith.Cli.Verbs;

/// <summary>A session memory for machines; docs/schemas/memory.md describes it.</summary>
internal static class MemoryJson
{
    public static void Write(Transcript transcript, SessionMemory memory, Stream output)
    {
        using var document = new JsonDocumentStream(output);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteString("path", transcript.Path);
        json.WriteNumber("turns", transcript.Index.Turns.Length);
        Write(json, "requests", memory.Requests, r => Fields(json, r.Turn, ("text", r.Text), ("state", r.State.ToString().ToLowerInvariant())));
        Write(json, "constraints", memory.Constraints, r => Fields(json, r.Turn, ("text", r.Text)));
        json.WriteStartArray("todos");
        foreach (var line in memory.Todos)
            json.WriteStringValue(line);
        json.WriteEndArray();
        Write(json, "jobs", memory.Jobs, j => Fields(json, j.Turn, ("tool", j.Tool), ("subject", j.Subject), ("id", j.Id)));
        Write(json, "artefacts", memory.Artefacts, a =>
        {
            Fields(json, a.Turn, ("path", a.Path), ("operation", a.Operation));
            json.WriteNumber("reads", a.Reads);
            json.WriteNumber("changes", a.Changes);
            if (a.Hash is { } hash)
                json.WriteString("sha256", hash);
        });
        Write(json, "commands", memory.Commands, c =>
        {
            Fields(json, c.Turn, ("command", c.Command), ("outcome", c.Outcome));
            json.WriteNumber("runs", c.Runs);
            if (c.Failed is { } failed)
                json.WriteBoolean("failed", failed);
        });
        Write(json, "failures", memory.Failures, f =>
        {
            Fields(json, f.Turn, ("tool", f.Tool), ("subject", f.Subject), ("error", f.Error));
            if (f.Solved > 0)
                json.WriteNumber("solvedTurn", f.Solved);
        });
        Write(json, "decisions", memory.Decisions, r => Fields(json, r.Turn, ("text", r.Text)));
        Write(json, "learnings", memory.Learnings, r => Fields(json, r.Turn, ("text", r.Text)));
        json.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Fields(Utf8JsonWriter json, int turn, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        json.WriteNumber("turn", turn);
        foreach (var (name, value) in fields)
            json.WriteString(name, value);
    }
}
