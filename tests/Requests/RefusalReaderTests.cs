using Pith.Requests;

namespace Pith.Tests.Requests;

/// <summary>Each wording as it stands in documentation or in public issue threads, and each row of the table has a sample.</summary>
public sealed class RefusalReaderTests
{
    public static TheoryData<string, long, long, long, string> Samples => new()
    {
        { "Anthropic", 213462, 200000, 0, """400 {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 213462 tokens > 200000 maximum"}}""" },
        { "Anthropic", 213462, 200000, 0, """{"error":{"message":"prompt is too long: 213462 tokens \u003e 200000 maximum"}}""" },
        { "Anthropic", 170636, 200000, 34048, "input length and `max_tokens` exceed context limit: 170636 + 34048 > 200000, decrease input length or `max_tokens` and try again" },
        { "Anthropic", 170636, 200000, 34048, "LLM request rejected: input length and max_tokens exceed context limit: 170636 + 34048 > 200000, decrease input length or max_tokens and try again" },
        { "Anthropic", 9000001, 9000000, 0, "messages: too many total text bytes: 9000001 > 9000000" },
        { "Anthropic", 0, 0, 0, "Prompt is too long" },
        { "Anthropic", 0, 0, 0, """Error: 413 {"error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}""" },
        { "Anthropic", 0, 0, 0, "Request exceeds the maximum size" },
        { "Anthropic", 0, 0, 0, "Unhandled stop reason: model_context_window_exceeded" },
        { "Fireworks", 33020, 32767, 0, "The prompt is too long: 33020, model maximum context length: 32767" },
        { "OpenAI", 394103, 272000, 0, "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 394103 tokens. Please reduce the length of the messages." },
        { "OpenAI", 10346, 8191, 5, "This model's maximum context length is 8191 tokens, however you requested 10351 tokens (10346 in your prompt; 5 for the completion). Please reduce your prompt; or completion length." },
        { "OpenAI", 122942, 131072, 8192, "This model's maximum context length is 131072 tokens. However, you requested 131134 tokens (122942 in the messages, 8192 in the completion). Please reduce the length of the messages or completion." },
        { "OpenAI", 7413, 8192, 800, "This model’s maximum context length is 8192 tokens. However, you requested 8213 tokens (6683 in the messages, 730 in the functions, and 800 in the completion). Please reduce the length of the messages, functions, or completion." },
        { "OpenAI", 8545, 8192, 0, """{'error': {'message': "This model's maximum context length is 8192 tokens. However, your messages resulted in 8545 tokens. Please reduce the length of the messages.", 'code': 'context_length_exceeded'}}""" },
        { "OpenAI", 4109, 4096, 0, "This model's maximum context length is 4096 tokens. However, your messages resulted in 4109 tokens (4046 in the messages, 63 in the functions). Status: 400 (model_error) ErrorCode: context_length_exceeded" },
        { "OpenAI", 42312, 30000, 0, "429 Request too large for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Requested 42312. The input or output tokens must be reduced in order to run successfully." },
        { "OpenAI", 11000000, 10485760, 0, "Invalid 'messages[3].content': string too long. Expected a string with maximum length 10485760, but got a string with length 11000000 instead." },
        { "OpenAI", 0, 0, 0, "Your input exceeds the context window of this model. Please adjust your input and try again." },
        { "OpenAI", 0, 0, 0, """{"type":"response.failed","response":{"error":{"code":"context_length_exceeded"}}}""" },
        { "vLLM", 262145, 262144, 0, "Error: 400 This model's maximum context length is 262144 tokens. However, you requested 0 output tokens\nand your prompt contains at least 262145 input tokens, for a total of at least 262145 tokens." },
        { "vLLM", 3900, 4096, 2048, "'max_tokens' or 'max_completion_tokens' is too large: 2048. This model's maximum context length is 4096 tokens and your request has 3900 input tokens (2048 > 4096 - 3900)." },
        { "vLLM", 5000, 4096, 0, "This model's maximum context length is 4096 tokens and your request has 5000 input tokens" },
        { "vLLM", 9013, 8192, 0, "The decoder prompt (length 9013) is longer than the maximum model length of 8192. Make sure that `max_model_len` is no smaller than the number of text tokens." },
        { "SGLang", 38000, 40960, 4096, "Requested token count exceeds the model's maximum context length of 40960 tokens. You requested a total of 42096 tokens: 38000 tokens from the input messages and 4096 tokens for the completion." },
        { "SGLang", 265330, 262139, 0, "Input length (265330 tokens) exceeds the maximum allowed length (262139 tokens). Use a shorter input or enable --allow-auto-truncate." },
        { "SGLang", 265330, 262144, 0, "Error: 400 Input length (265330) exceeds model's maximum context length (262144)." },
        { "SGLang", 0, 32768, 0, "The input (40000 tokens) is longer than the model's context length (32768 tokens)." },
        { "OpenRouter", 42832, 32768, 0, "Error: 400 This endpoint's maximum context length is 32768 tokens. However, you requested about 42832 tokens (42832 of text input). Please reduce the length of either one" },
        { "OpenRouter", 60000, 65536, 32000, "This endpoint's maximum context length is 65536 tokens. However, you requested about 92000 tokens (50000 of text input, 10000 of tool input, 32000 in the output)." },
        { "Poolside", 131393, 131040, 0, "Input length 131393 exceeds the maximum allowed input length of 131040 tokens." },
        { "DeepSeek", 140000, 131072, 0, "This model's maximum context length is 131072 tokens. However, you requested 140000 tokens. Please reduce the length." },
        { "xAI", 537812, 131072, 0, "This model's maximum prompt length is 131072 but the request contains 537812 tokens." },
        { "Mistral", 41111, 32768, 0, "Prompt contains 41111 tokens and 0 draft tokens, too large for model with 32768 maximum context length" },
        { "Mistral", 41111, 32768, 0, "Prompt contains 41111 tokens, too large for model with 32768 maximum context length" },
        { "Gemini", 1196265, 1048575, 0, "The input token count (1196265) exceeds the maximum number of tokens allowed (1048575)." },
        { "Vertex AI", 32768, 32767, 0, "Unable to submit request because the input token count is 32768 but the model only supports up to 32767. Reduce the input token count and try again." },
        { "Gemini", 0, 20971520, 0, "Request payload size exceeds the limit: 20971520 bytes." },
        { "Bedrock", 0, 0, 0, "The model returned the following errors: Input is too long for requested model." },
        { "Bedrock", 11530, 8192, 0, "ValidationException: 400 Bad Request: Too many input tokens. Max input tokens: 8192, request input token count: 11530" },
        { "Bedrock", 5441, 4096, 0, "ModelError: Your input is too long. Max input length is 4096 tokens, but you supplied 5441 tokens." },
        { "Bedrock", 45000, 42000, 0, "Malformed input request: expected maxLength: 42000, actual: 45000, please reformat your input and try again." },
        { "llama.cpp", 131168, 131072, 0, "Error 400 request (131168 tokens) exceeds the available context size (131072 tokens), try increasing it" },
        { "llama.cpp", 14429, 8192, 0, """{"error":{"code":400,"message":"the request exceeds the available context size. try increasing the context size or enable context shift","type":"exceed_context_size_error","n_prompt_tokens": 14429,"n_ctx":8192}}""" },
        { "llama.cpp", 0, 0, 0, "the request exceeds the available context size, try increasing it" },
        { "llama.cpp", 0, 0, 0, """{"error":{"code":500,"message":"Context size has been exceeded.","type":"server_error"}}""" },
        { "llama-cpp-python", 5136, 4096, 0, "Requested tokens (5136) exceed context window of 4096" },
        { "Ollama", 0, 0, 0, "400 `prompt too long; exceeded max context length by 100918 tokens`" },
        { "Ollama", 0, 0, 0, "the input length exceeds the context length" },
        { "LM Studio", 5122, 4096, 0, "Trying to keep the first 5122 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough." },
        { "LM Studio", 0, 0, 0, "The number of tokens to keep from the initial prompt is greater than the context length" },
        { "GitHub Copilot", 135000, 128000, 0, "prompt token count of 135000 exceeds the limit of 128000" },
        { "Moonshot", 300000, 262144, 0, "Invalid request: Your request exceeded model token limit: 262144 (requested: 300000)" },
        { "Moonshot", 0, 131072, 0, "Invalid request: Your request exceeded model token limit: 131072" },
        { "Cerebras", 8519, 8192, 0, "Please reduce the length of the messages or completion. Current length is 8519 while limit is 8192" },
        { "Groq", 0, 0, 0, "Please reduce the length of the messages or completion." },
        { "Cohere", 0, 0, 0, "too many tokens: size limit exceeded by 4095 tokens. Try using shorter or fewer inputs" },
        { "Cohere", 5000, 4081, 0, "too many tokens: total number of tokens in the prompt cannot exceed 4081 - received 5000." },
        { "TGI", 4000, 4097, 512, "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 4000 `inputs` tokens and 512 `max_new_tokens`" },
        { "TGI", 1511, 1024, 0, "Input validation error: `inputs` must have less than 1024 tokens. Given: 1511" },
        { "DashScope", 0, 129024, 0, "<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 129024]" },
        { "watsonx", 9000, 8192, 0, "Failed to generate, the number of input tokens 9000 cannot exceed the total tokens limit 8192 for this model" },
        { "SambaNova", 7000, 8192, 0, "Requested generation length 2000 is not possible! The provided prompt is 7000 tokens long, so generating 2000 tokens requires a sequence length of 9000, but the maximum supported sequence length is just 8192!" },
        { "Atlas", 5152, 2048, 0, "Prompt too long: 5152 tokens exceeds max_seq_len 2048 (leave room for output tokens)" },
        { "SiliconFlow", 163280, 32768, 0, "400 length of prompt_tokens (163280) must be less than max_seq_len (32768)." },
        { "TensorRT-LLM", 4000, 4096, 2048, """{"object":"error","message":"The sum of prompt length (4000.0), query length (0) max_tokens (2048) should not exceed max_seq_len (4096)","code":400}""" },
        { "Anthropic", 0, 0, 0, "Input and output tokens exceed your context limit" },
        { "Anthropic", 0, 0, 0, "input length exceeds context window" },
        { "any", 0, 0, 0, "The prompt exceeds maximum input length" },
        { "any", 0, 0, 0, """{"code":"token_limit_exceeded","status":413}""" },
        { "MiniMax", 0, 0, 0, "invalid params, context window exceeds limit" },
        { "Zhipu", 0, 0, 0, """{"error":{"code":"1261","message":"Prompt exceeds max length"}}""" },
        { "LiteLLM", 0, 0, 0, "litellm.ContextWindowExceededError: too long" },
        { "any", 0, 0, 0, "error: maximum context length" },
        { "any", 0, 0, 0, """{"code":"prompt_too_long"}""" },
        { "any", 0, 0, 0, "Context length exceeded" },
        { "HTTP 413", 0, 0, 0, "HTTP/1.1 413 Payload Too Large" },
        { "HTTP 413", 0, 0, 0, "<title>413 Request Entity Too Large</title>" },
        { "HTTP 413", 0, 0, 0, "413 Content Too Large" },
        { "HTTP 413", 0, 0, 0, "413 status code (no body)" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void EveryKnownWordingIsRead(string maker, long input, long limit, long output, string text)
    {
        Assert.True(RefusalReader.TryRead(text, out var refusal), text);
        Assert.Equal((maker, input, limit, output), (refusal.Maker, refusal.Input, refusal.Limit, refusal.Output));
    }

    [Fact]
    public void EveryRowOfTheTableHasASample()
    {
        var samples = Samples.Select(s => s.Data.Item5).Concat(Throttling.Select(t => t.Data)).ToList();
        foreach (var wording in RefusalTable.All)
            Assert.True(samples.Exists(s => wording.In(RefusalReader.Plain(s)) is not null), wording.Pattern);
    }

    public static TheoryData<string> Throttling =>
    [
        "Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 29000, Requested 5000. Please try again in 8s.",
        "This request would exceed your organization's rate limit of 40,000 input tokens per minute",
        "This request would exceed the rate limit for your organization of 30000 input tokens per minute",
        "ThrottlingException: Too many tokens, please wait before trying again.",
        "Too many tokens, please wait before trying again.",
        """{"error":{"code":429,"message":"You exceeded your current quota","status":"RESOURCE_EXHAUSTED"}}""",
    ];

    [Theory]
    [MemberData(nameof(Throttling))]
    [InlineData("")]
    [InlineData("messages.1: thinking blocks cannot be modified")]
    [InlineData("max_tokens: 99999 > 8192, which is the maximum allowed number of output tokens")]
    [InlineData("overloaded_error")]
    public void WhatMeansSomethingElseIsNot(string text) => Assert.False(RefusalReader.TryRead(text, out _));

    [Fact]
    public void ATextWrappedByATerminalIsRead()
    {
        Assert.True(RefusalReader.TryRead("│ prompt is too long:   │\n│ 213,462 tokens >      │\n│ 200,000 maximum       │", out var refusal));
        Assert.Equal((213462, 200000), (refusal.Input, refusal.Limit));
    }

    [Theory]
    [InlineData("prompt is too long: 220000 tokens > 200000 maximum", 200_000, 172_727)] // it counts a tenth more than we do
    [InlineData("prompt is too long: 100000 tokens > 200000 maximum", 200_000, 160_000)] // says nothing
    [InlineData("exceeded max context length by 50000 tokens", 200_000, 142_500)]
    [InlineData("exceeded max context length by 500000 tokens", 200_000, 160_000)]
    [InlineData("exceeds the context window", 200_000, 160_000)]
    [InlineData("exceeded model token limit: 131072", 200_000, 131_072)]
    [InlineData("exceeded model token limit: 131072", 120_000, 96_000)]
    [InlineData("input length and max_tokens exceed context limit: 170000 + 34000 > 200000", 170_000, 157_700)] // the output's room is not ours
    [InlineData("Request payload size exceeds the limit: 1000000 bytes", 500_000, 237_500)] // of 2,000,000
    public void ABudgetFollowsFromWhatWasSaid(string text, int tokens, int budget)
    {
        Assert.True(RefusalReader.TryRead(text, out var refusal));
        Assert.Equal(budget, refusal.BudgetAfter(tokens, tokens * 4L));
    }
}
