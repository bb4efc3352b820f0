using System.Text;
using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Providers;
using Pith.Text;
using Pith.Tools.Files;

namespace Pith.Cli.Schemas;

/// <summary>The schema of <c>--json-schema</c>, and whether an answer fits it.</summary>
internal sealed class AnswerSchema
{
    private const int Deepest = 512;

    private readonly JsonElement _schema;

    private AnswerSchema(byte[] raw, JsonElement schema) => (Output, _schema) = (new OutputSchema(raw), schema);

    /// <summary>For the request.</summary>
    public OutputSchema Output { get; }

    /// <summary>What the model is told, whether or not the provider holds it to it.</summary>
    public string Words => $"When you have finished, your last message must be one JSON value and nothing else, without a code fence, and it must fit this JSON Schema:\n{Encoding.UTF8.GetString(Output.Raw.Span)}";

    /// <summary>The schema that the command line gives, as text or as a file; null where it gives none.</summary>
    public static AnswerSchema? Of(Invocation invocation)
    {
        if (invocation.Word(Flags.JsonSchema) is not { } word)
            return null;
        var isText = word.AsSpan().TrimStart().StartsWith("{");
        var raw = isText ? Encoding.UTF8.GetBytes(word) : InputFile.Reading(word, () => PlainFile.Read(word));
        var place = isText ? "--json-schema" : InputFile.Shown(word);
        try
        {
            using var document = ForeignJson.Parse(raw, new JsonDocumentOptions { MaxDepth = Deepest });
            var schema = document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Failure.BadInput($"{place} is no JSON Schema: it must be an object");
            return SchemaReview.Problem(schema) is { } wrong ? throw Failure.BadInput($"{place} is no JSON Schema: {wrong}") : new AnswerSchema(raw, schema);
        }
        catch (JsonException broken)
        {
            throw Failure.BadInput($"{place} is no JSON: line {broken.LineNumber + 1}, byte {broken.BytePositionInLine + 1}");
        }
    }

    /// <summary>The value of an answer, or what is wrong with it.</summary>
    /// <param name="text">The last text, UTF-8. A fence around it is what models add by habit.</param>
    public (byte[]? Value, string Problem) Read(ReadOnlySpan<byte> text)
    {
        var inside = Bare(text).ToArray();
        try
        {
            using var document = ForeignJson.Parse(inside);
            return SchemaCheck.Problem(document.RootElement, _schema) is { } problem ? (null, problem) : (inside, "");
        }
        catch (JsonException)
        {
            return (null, $"it is no JSON: {Failure.Shown(Encoding.UTF8.GetString(inside))}");
        }
    }

    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        if (!text.StartsWith("```"u8) || !text.EndsWith("```"u8) || text.IndexOf((byte)'\n') is var line && line < 0 || text.Length < line + 4)
            return text;
        return text[(line + 1)..^3].Trim(" \t\r\n"u8);
    }
}
