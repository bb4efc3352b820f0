using System.Text.Json;

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
        var reader = new Utf8JsonReader(arguments);
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
        return new ToolFacts(work, symbols.Intern(subject));
    }

    private static bool IsPathName(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("file_path"u8) || reader.ValueTextEquals("path"u8) || reader.ValueTextEquals("filePath"u8)
        || reader.ValueTextEquals("notebook_path"u8) || reader.ValueTextEquals("absolute_path"u8) || reader.ValueTextEquals("filename"u8)
        || reader.ValueTextEquals("file"u8) || reader.ValueTextEquals("target_file"u8);

    /// <summary>
    /// Subjects are names to compare and to print, so their escapes may stay; an array (Codex's argv) counts as its JSON.
    /// </summary>
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
