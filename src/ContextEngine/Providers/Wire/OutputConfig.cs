using System.Buffers;
using System.Text;
using Pith.Models;
using Pith.Text;

namespace Pith.Providers.Wire;

/// <summary>What a request says about its output beside its messages. No cache and no signature depends on it.</summary>
internal static class OutputConfig
{
    /// <summary>The fields of the Messages API, with a comma before each; nothing where nothing is on.</summary>
    public static byte[] Messages(RequestHead head)
    {
        var fields = new ArrayBufferWriter<byte>();
        var schema = head.Output is { IsClosed: true } output && head.Features.Has(ModelFeatures.StructuredOutput, head.Model) ? output : null;
        var budget = head.Features.Has(ModelFeatures.TaskBudget, head.Model) ? head.Features.TaskBudget : null;
        if (schema is not null || budget is not null)
        {
            fields.Write(",\"output_config\":{"u8);
            if (schema is not null)
            {
                fields.Write("\"format\":{\"type\":\"json_schema\",\"schema\":"u8);
                fields.Write(schema.Raw.Span);
                fields.Write(budget is null ? "}"u8 : "},"u8);
            }

            if (budget is { } tokens)
            {
                fields.Write("\"task_budget\":{\"type\":\"tokens\",\"total\":"u8);
                MessagesWriter.WriteNumber(fields, tokens);
                fields.Write("}"u8);
            }

            fields.Write("}"u8);
        }

        if (head.Features.Has(ModelFeatures.ContextEditing, head.Model))
            fields.Write(",\"context_management\":{\"edits\":[{\"type\":\"clear_tool_uses_20250919\"}]}"u8);
        return fields.WrittenSpan.ToArray();
    }

    /// <summary>The field that asks for a summary; none of the others may stand beside it.</summary>
    /// <param name="wishes">What it is to keep; empty for what the provider thinks best.</param>
    public static byte[] Summary(string wishes)
    {
        var field = new ArrayBufferWriter<byte>();
        field.Write(",\"compaction\":{\"type\":\"summarize\""u8);
        if (wishes.Length > 0)
        {
            field.Write(",\"instructions\":"u8);
            JsonString.WriteQuoted(field, Encoding.UTF8.GetBytes(wishes));
        }

        field.Write("}"u8);
        return field.WrittenSpan.ToArray();
    }

    /// <summary>The field of the Responses API.</summary>
    public static byte[] Responses(RequestHead head)
    {
        if (head.Output is not { } output)
            return [];
        var field = new ArrayBufferWriter<byte>();
        field.Write(",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"answer\",\"strict\":"u8);
        field.Write(output.IsStrict ? "true,\"schema\":"u8 : "false,\"schema\":"u8);
        field.Write(output.Raw.Span);
        field.Write("}}"u8);
        return field.WrittenSpan.ToArray();
    }
}
