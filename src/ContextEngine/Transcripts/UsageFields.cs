namespace Pith.Transcripts;

/// <summary>Usage reports, by whatever names the providers give the four numbers.</summary>
internal static class UsageFields
{
    public static Usage Read(JsonValue usage)
    {
        long input = 0, write = 0, read = 0, output = 0, cached = 0;
        foreach (var field in usage.Fields())
        {
            if (field.Is("input_tokens"u8) || field.Is("prompt_tokens"u8) || field.Is("input"u8))
                input = field.Value.Number;
            else if (field.Is("cache_creation_input_tokens"u8) || field.Is("cacheWrite"u8))
                write = field.Value.Number;
            else if (field.Is("cache_read_input_tokens"u8) || field.Is("cacheRead"u8))
                read = field.Value.Number;
            else if (field.Is("output_tokens"u8) || field.Is("completion_tokens"u8) || field.Is("output"u8))
                output = field.Value.Number;
            else if (field.Is("cached_input_tokens"u8) || field.Is("cached"u8))
                cached = field.Value.Number; // OpenAI and Gemini count cached tokens inside the input
        }

        return new Usage(Math.Max(0, input - cached), write, read + cached, output);
    }
}
