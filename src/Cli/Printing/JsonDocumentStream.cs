using System.Text.Encodings.Web;
using System.Text.Json;
using Pith.Tokens;

namespace Pith.Cli.Printing;

/// <summary>One indented JSON document on a stream, with a final newline. Text stays readable: only what JSON must escape is.</summary>
internal sealed class JsonDocumentStream(Stream output) : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Utf8JsonWriter Writer { get; } = new(output, Options);

    /// <summary>Ends the document. What an exception cut short is not written.</summary>
    public void Dispose()
    {
        if (Writer.CurrentDepth > 0)
        {
            Writer.Reset();
            return;
        }

        Writer.Dispose();
        output.Write("\n"u8);
    }
}

/// <summary>Members that every schema writes alike.</summary>
internal static class JsonMembers
{
    /// <summary>The unit of every token figure of the document: <c>encoding</c>, <c>exact</c> and, for an estimate, <c>error</c>.</summary>
    public static void WriteMeter(this Utf8JsonWriter json, TokenMeter meter)
    {
        json.WriteString("encoding", meter.Name);
        json.WriteBoolean("exact", meter.IsExact);
        if (meter.Estimator is { } estimator)
            json.WriteNumber("error", estimator.Step.Share);
    }

    /// <summary>A figure: <c>tokens</c> and, for an estimate, <c>margin</c>.</summary>
    public static void WriteTokens(this Utf8JsonWriter json, TokenMeter meter, long tokens)
    {
        json.WriteNumber("tokens", tokens);
        if (meter.Estimator is not null)
            json.WriteNumber("margin", meter.Margin(tokens));
    }
}
