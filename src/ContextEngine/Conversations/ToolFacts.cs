using System.Text.Json;
using CommunityToolkit.HighPerformance.Buffers;
using Pith.Text;

namespace Pith.Conversations;

/// <summary>What a call works on, from its name and arguments alone.</summary>
internal readonly record struct ToolFacts(ToolKind Work, int Subject)
{
    public static ToolFacts Of(ReadOnlySpan<byte> tool, ReadOnlySpan<byte> arguments, SymbolTable symbols)
    {
        var work = ToolNames.WorkOf(tool);
        var path = default(ReadOnlySpan<byte>);
        var command = default(ReadOnlySpan<byte>);
        var pattern = default(ReadOnlySpan<byte>);
        var reader = new Utf8JsonReader(arguments, JsonLimits.Options);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isPath = IsPathName(ref reader);
            var isCommand = reader.ValueTextEquals("command"u8) || reader.ValueTextEquals("cmd"u8) || reader.ValueTextEquals("script"u8);
            var isPattern = reader.ValueTextEquals("pattern"u8) || reader.ValueTextEquals("query"u8) || reader.ValueTextEquals("regex"u8);
            reader.Read();
            if (isPath && path.IsEmpty)
                path = Value(ref reader, arguments);
            else if (isCommand)
                command = Value(ref reader, arguments);
            else if (isPattern)
                pattern = Value(ref reader, arguments);
            reader.TrySkip();
        }

        if (!path.IsEmpty && !command.IsEmpty && work is ToolKind.Edit or ToolKind.Other)
            work = ToolNames.WorkOfVerb(command, work);
        var subject = work switch
        {
            ToolKind.Shell => command,
            ToolKind.Search when !pattern.IsEmpty => pattern,
            _ => path.IsEmpty ? command : path,
        };
        return new ToolFacts(work, Intern(subject, symbols));
    }

    private static int Intern(ReadOnlySpan<byte> subject, SymbolTable symbols)
    {
        if (!subject.Contains((byte)'\\') || subject[0] == '[')
            return symbols.Intern(subject);
        using var plain = SpanOwner<byte>.Allocate(JsonString.UnescapedMaxLength(subject.Length) + 1);
        return symbols.Intern(plain.Span[..JsonString.Unescape(subject, plain.Span)]);
    }

    private static bool IsPathName(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("file_path"u8) || reader.ValueTextEquals("path"u8) || reader.ValueTextEquals("filePath"u8)
        || reader.ValueTextEquals("notebook_path"u8) || reader.ValueTextEquals("absolute_path"u8) || reader.ValueTextEquals("filename"u8)
        || reader.ValueTextEquals("file"u8) || reader.ValueTextEquals("target_file"u8);

    /// <summary>A string's inside, or an array's JSON (Codex's argv).</summary>
    private static ReadOnlySpan<byte> Value(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> arguments)
    {
        if (reader.TokenType == JsonTokenType.String)
            return reader.ValueSpan;
        if (reader.TokenType != JsonTokenType.StartArray)
            return default;
        var start = (int)reader.TokenStartIndex;
        reader.TrySkip();
        return arguments[start..(int)reader.BytesConsumed];
    }
}
