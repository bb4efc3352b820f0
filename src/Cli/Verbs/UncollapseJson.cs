using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Compaction.Restores;
using Pith.Tokens;

namespace Pith.Cli.Verbs;

/// <summary>What <c>pith uncollapse</c> put back, for machines; docs/schemas/uncollapse.md describes it.</summary>
internal static class UncollapseJson
{
    public static void Write(Invocation invocation, Restored restored, bool isUndone, (int Before, int After) tokens, string form, TokenMeter meter, ReadOnlyMemory<byte>? context, IReadOnlyList<string> lost)
    {
        using var document = new JsonDocumentStream(invocation.Around.Out);
        var json = document.Writer;
        json.WriteStartObject();
        json.WriteString("form", form);
        json.WriteMeter(meter);
        json.WriteBoolean("boundaryUndone", isUndone);
        json.WriteNumber("places", restored.Places);
        Handles(json, "handles", restored.Handles);
        Handles(json, "left", restored.Left);
        json.WriteNumber("tokensBefore", tokens.Before);
        json.WriteTokens(meter, tokens.After);
        json.WriteStartArray("lost");
        foreach (var sentence in lost)
            json.WriteStringValue(sentence);
        json.WriteEndArray();
        if (context is { } text)
            json.WriteString("context", text.Span);
        else
            json.WriteString("output", invocation.Word(Flags.Output));
        json.WriteEndObject();
    }

    private static void Handles(Utf8JsonWriter json, string name, IEnumerable<string> handles)
    {
        json.WriteStartArray(name);
        foreach (var digits in handles)
            json.WriteStringValue($"pith:{digits}");
        json.WriteEndArray();
    }
}
