using System.Buffers;
using System.Text;
using Pith.Offload;
using Pith.Store;
using Pith.Tools;

namespace Pith.Agents;

/// <summary>What the model sees of a result. A large one goes to the store before it is first sent: then nothing sent ever has to change.</summary>
internal static class ResultPreview
{
    /// <summary>The result itself where it is small; else a preview of at most <see cref="Preview.MaxBytes"/> with a handle to the whole.</summary>
    public static ToolResult Of(ToolCall call, ToolResult result, BlobStore? store)
    {
        if (result.Text.Length <= Preview.MaxBytes)
            return result;
        var preview = new ArrayBufferWriter<byte>(Preview.MaxBytes);
        var context = new PreviewContext { Tool = Encoding.UTF8.GetBytes(call.Name), Arguments = call.Input.Span, IsError = result.IsError, Hash = Keep(result.Text.Span, store) };
        Preview.Write(result.Text.Span, in context, Preview.MaxBytes, preview);
        return result with { Text = preview.WrittenMemory };
    }

    /// <summary>A store that is full or damaged costs the handle, not the turn.</summary>
    private static BlobHash? Keep(ReadOnlySpan<byte> text, BlobStore? store)
    {
        try
        {
            return store?.Put(text);
        }
        catch (StoreException)
        {
            return null;
        }
    }
}
