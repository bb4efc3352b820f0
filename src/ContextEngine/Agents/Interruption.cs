using System.Text;
using Pith.Providers;
using Pith.Transcripts;

namespace Pith.Agents;

/// <summary>What an interrupted turn leaves behind: calls that no provider takes without results.</summary>
internal static class Interruption
{
    /// <summary>One message with a result for every call of the newest answer, or null where none is open.</summary>
    public static byte[]? Results(ModelRequest request)
    {
        if (request.Messages is not [.., var last] || !MessageBytes.IsAssistant(last.Span))
            return null;
        var results = new List<byte[]>();
        foreach (var block in JsonValue.Of(MessageBytes.ContentOf(last.Span)).Elements())
            if (block.Field("type"u8).Is("tool_use"u8))
                results.Add(MessageBytes.Result(
                    Encoding.UTF8.GetString(block.Field("id"u8).Bytes),
                    "Interrupted: the user ended the turn. The call may have run in part; look at the state of things before doing it again."u8, isError: true));
        return results.Count == 0 ? null : MessageBytes.Blocks(results);
    }
}
