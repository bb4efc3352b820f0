using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pith.Providers.Streaming;
using Pith.Text;
using Pith.Transcripts;

namespace Pith.Providers.Scripts;

/// <summary>
/// Reads a written script: one JSON object a line, one line an answer. <c>{"text":"…"}</c>, <c>{"tool":"Read","input":{…}}</c>
/// or <c>{"content":[…]}</c> with blocks of the Messages API; <c>stop_reason</c> and <c>usage</c> beside them where they matter;
/// <c>{"error":{"type":"overloaded_error","message":"…"}}</c> fails.
/// </summary>
public static class Script
{
    /// <summary>Reads a script whole.</summary>
    /// <param name="lines">Its lines, UTF-8.</param>
    /// <param name="name">Its name for errors.</param>
    /// <exception cref="UnreadableScriptException">A line is no answer.</exception>
    public static List<ScriptedAnswer> Read(ReadOnlySpan<byte> lines, string name)
    {
        var answers = new List<ScriptedAnswer>();
        var number = 0;
        foreach (var range in lines.Split((byte)'\n'))
        {
            number++;
            var line = lines[range].Trim(" \t\r"u8);
            if (line.IsEmpty)
                continue;
            answers.Add(Answer(line, answers.Count) ?? throw new UnreadableScriptException(string.Create(CultureInfo.InvariantCulture, $"{name}, line {number}: not an answer; write {{\"text\":\"…\"}}, {{\"tool\":\"Read\",\"input\":{{}}}} or {{\"content\":[…]}}")));
        }

        return answers;
    }

    private static ScriptedAnswer? Answer(ReadOnlySpan<byte> line, int number)
    {
        if (!JsonLimits.IsObject(line))
            return null;
        var record = JsonValue.Of(line);
        if (record.Field("error"u8).IsObject)
            return new ScriptedAnswer([], default, "", ErrorReading.Failure(record, 0));
        var blocks = new List<ReadOnlyMemory<byte>>();
        foreach (var block in record.Field("content"u8).Elements())
            blocks.Add(block.Raw.ToArray());
        if (record.Field("text"u8) is { IsString: true } text)
            blocks.Add(Block("{\"type\":\"text\",\"text\":"u8, text.Raw, "}"u8));
        if (record.Field("tool"u8).IsString)
            blocks.Add(Call(record, number));
        if (blocks.Count == 0)
            return null;
        var usage = UsageReading.Anthropic(record.Field("usage"u8), default);
        var word = record.Field("stop_reason"u8) is { IsString: true } reason ? JsonText.Word(reason)
            : blocks.Any(b => JsonValue.Of(b.Span).Field("type"u8).Is("tool_use"u8)) ? "tool_use" : "end_turn";
        return new ScriptedAnswer(blocks, usage, word, null);
    }

    /// <summary>Another one for each process: a session that goes on with a script must not hold the same id twice.</summary>
    internal static readonly string Play = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));

    private static byte[] Call(JsonValue record, int number)
    {
        var id = record.Field("id"u8) is { IsString: true } given ? given.Raw.ToArray() : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"toolu_{Play}_{number:D5}\""));
        var input = record.Field("input"u8) is { IsObject: true } found ? found.Raw : "{}"u8;
        var start = Block("{\"type\":\"tool_use\",\"id\":"u8, id, ",\"name\":"u8);
        return Block(Block(start, record.Field("tool"u8).Raw, ",\"input\":"u8), input, "}"u8);
    }

    private static byte[] Block(ReadOnlySpan<byte> start, ReadOnlySpan<byte> value, ReadOnlySpan<byte> end) => [.. start, .. value, .. end];
}
