using Pith.Events;
using Pith.Transcripts;

namespace Pith.Providers.Streaming;

/// <summary>Providers' own usage records to counters that do not overlap.</summary>
internal static class UsageReading
{
    /// <summary>
    /// Anthropic: the input excludes the cache. Figures grow during the stream, so a later one replaces an earlier. What a summary took
    /// stands only among the iterations; the figures above them leave it out.
    /// </summary>
    public static TokenUsage Anthropic(JsonValue record, TokenUsage before)
    {
        var usage = Counters(record, before);
        foreach (var iteration in record.Field("iterations"u8).Elements())
            if (iteration.Field("type"u8).Is("compaction"u8))
                usage += Counters(iteration, default);
        return usage;
    }

    private static TokenUsage Counters(JsonValue record, TokenUsage before)
    {
        var usage = before;
        foreach (var field in record.Fields())
        {
            if (field.Value.Type == System.Text.Json.JsonTokenType.Number)
                usage = field.Name switch
                {
                    var n when n.SequenceEqual("input_tokens"u8) => usage with { Fresh = field.Value.Number },
                    var n when n.SequenceEqual("output_tokens"u8) => usage with { Output = field.Value.Number },
                    var n when n.SequenceEqual("cache_read_input_tokens"u8) => usage with { CacheRead = field.Value.Number },
                    // All of them until the parts are named; a name of theirs may come before or after.
                    var n when n.SequenceEqual("cache_creation_input_tokens"u8) => usage with { CacheWrite5m = Math.Max(0, field.Value.Number - usage.CacheWrite1h) },
                    _ => usage,
                };
            else if (field.Is("cache_creation"u8) && field.Value.IsObject)
                usage = usage with
                {
                    CacheWrite5m = field.Value.Field("ephemeral_5m_input_tokens"u8).Number,
                    CacheWrite1h = field.Value.Field("ephemeral_1h_input_tokens"u8).Number,
                };
        }

        return usage;
    }

    /// <summary>Chat Completions: the prompt includes what was cached, the completion includes the reasoning. DeepSeek names the hits apart.</summary>
    public static TokenUsage Chat(JsonValue record)
    {
        var input = record.Field("prompt_tokens"u8).Number;
        var details = record.Field("prompt_tokens_details"u8);
        var read = Math.Max(details.Field("cached_tokens"u8).Number, record.Field("prompt_cache_hit_tokens"u8).Number);
        var written = details.Field("cache_write_tokens"u8).Number;
        var output = record.Field("completion_tokens"u8).Number;
        var reasoning = record.Field("completion_tokens_details"u8).Field("reasoning_tokens"u8).Number;
        return new TokenUsage(Math.Max(0, input - read - written), written, 0, read, Math.Max(0, output - reasoning), reasoning);
    }

    /// <summary>Responses: the input includes what was cached, the output includes the reasoning.</summary>
    public static TokenUsage Responses(JsonValue record)
    {
        var input = record.Field("input_tokens"u8).Number;
        var read = record.Field("input_tokens_details"u8).Field("cached_tokens"u8).Number;
        var output = record.Field("output_tokens"u8).Number;
        var reasoning = record.Field("output_tokens_details"u8).Field("reasoning_tokens"u8).Number;
        return new TokenUsage(Math.Max(0, input - read), 0, 0, read, Math.Max(0, output - reasoning), reasoning);
    }
}
