namespace Pith.Tools.Files;

/// <summary>What a file is to hold next, or why it is left alone.</summary>
/// <param name="Bytes">All its bytes.</param>
/// <param name="Report">What the model is told when they are written.</param>
/// <param name="Refusal">The answer instead; null when there is a content.</param>
internal readonly record struct NextContent(byte[] Bytes, string Report, ToolResult? Refusal)
{
    public static NextContent Refused(string reason) => new([], "", ToolResult.Failed(reason));
}
