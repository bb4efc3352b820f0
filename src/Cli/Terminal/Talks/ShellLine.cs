using System.Buffers;
using System.Text;
using System.Text.Json;
using Pith.Tools;

namespace Pith.Cli.Terminal.Talks;

/// <summary><c>!command</c>: a call of the shell that the person makes, and what the model is told of it.</summary>
internal static class ShellLine
{
    private const int LongestOutput = 8192;

    public static ToolCall Call(string command)
    {
        var input = new ArrayBufferWriter<byte>(command.Length + 32);
        using (var json = new Utf8JsonWriter(input))
        {
            json.WriteStartObject();
            json.WriteString("command", command);
            json.WriteEndObject();
        }

        return new ToolCall("person", "Bash", input.WrittenMemory);
    }

    public static string Note(string command, ToolResult result)
    {
        var output = Encoding.UTF8.GetString(result.Text.Span);
        if (output.Length > LongestOutput)
            output = $"{output[..(LongestOutput / 2)]}\n[… {output.Length - LongestOutput} characters left out …]\n{output[^(LongestOutput / 2)..]}";
        return $"[The user ran this command in the shell]\n$ {command}\n{output}";
    }
}
