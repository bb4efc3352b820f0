using System.Buffers;
using System.Text;
using Pith.Text;

namespace Pith.Providers.Wire;

/// <summary>The tools as OpenAI's APIs take them: the same three facts, in one object or in two.</summary>
internal static class FunctionTools
{
    /// <summary>Writes the field <c>tools</c> after a comma; nothing where there are none.</summary>
    /// <param name="head">The request's head.</param>
    /// <param name="open">What stands before a name.</param>
    /// <param name="schema">What stands before a schema.</param>
    /// <param name="close">What ends a tool.</param>
    public static byte[] Of(RequestHead head, ReadOnlySpan<byte> open, ReadOnlySpan<byte> schema, ReadOnlySpan<byte> close)
    {
        if (head.Tools.Count == 0)
            return [];
        var tools = new ArrayBufferWriter<byte>(1024);
        for (var i = 0; i < head.Tools.Count; i++)
        {
            tools.Write(i == 0 ? ",\"tools\":["u8 : ","u8);
            tools.Write(open);
            JsonString.WriteQuoted(tools, Encoding.UTF8.GetBytes(head.Tools[i].Name));
            tools.Write(",\"description\":"u8);
            JsonString.WriteQuoted(tools, Encoding.UTF8.GetBytes(head.Tools[i].Description));
            tools.Write(schema);
            tools.Write(head.Tools[i].InputSchema.Span);
            tools.Write(close);
        }

        tools.Write("]"u8);
        return tools.WrittenSpan.ToArray();
    }
}
