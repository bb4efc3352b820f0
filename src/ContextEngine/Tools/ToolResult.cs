using System.Text;

namespace Pith.Tools;

/// <summary>What a call came to.</summary>
/// <param name="Text">What the model reads, UTF-8; not yet cut to a preview.</param>
/// <param name="IsError">Whether the call failed, or was refused.</param>
public sealed record ToolResult(ReadOnlyMemory<byte> Text, bool IsError)
{
    /// <summary>A call that did what it was asked.</summary>
    public static ToolResult Done(string text) => new(Encoding.UTF8.GetBytes(text), IsError: false);

    /// <summary>A call that failed; the text says why and what to do instead.</summary>
    public static ToolResult Failed(string text) => new(Encoding.UTF8.GetBytes(text), IsError: true);
}
