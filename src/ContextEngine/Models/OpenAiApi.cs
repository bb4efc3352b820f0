namespace Pith.Models;

/// <summary>The two APIs that OpenAI's own models are asked through.</summary>
public enum OpenAiApi
{
    /// <summary>Chat Completions: what every other server speaks.</summary>
    Chat,

    /// <summary>Responses: reasoning is kept between the calls of a turn.</summary>
    Responses,
}

/// <summary>Which API a model of OpenAI's is asked through, and what it takes there (developers.openai.com, Migrate to the Responses API and Reasoning models, autumn 2026).</summary>
public static class OpenAiApis
{
    /// <summary>Models that keep no reasoning: asking for its encrypted form is refused ("Encrypted content is not supported with this model").</summary>
    private static readonly string[] WithoutReasoning = ["gpt-3.5", "gpt-4", "chatgpt-4o"];

    /// <summary>Models that OpenAI serves, by the beginning of their names.</summary>
    private static readonly string[] Own = ["gpt-", "o1", "o3", "o4", "codex", "chatgpt-"];

    /// <summary>The API by the switch's word.</summary>
    /// <param name="word"><c>chat</c> or <c>responses</c>.</param>
    /// <param name="api">The API.</param>
    public static bool TryParse(string word, out OpenAiApi api)
    {
        api = word == "responses" ? OpenAiApi.Responses : OpenAiApi.Chat;
        return word is "responses" or "chat";
    }

    /// <summary>The API for a model where no switch says: Responses at OpenAI's own address for its own models, Chat Completions anywhere else.</summary>
    /// <param name="model">An id as providers write it.</param>
    /// <param name="host">The server's host; null for OpenAI's own.</param>
    public static OpenAiApi For(string model, string? host) =>
        host is null or "api.openai.com" && Array.Exists(Own, name => model.StartsWith(name, StringComparison.Ordinal)) ? OpenAiApi.Responses : OpenAiApi.Chat;

    /// <summary>Whether a model reasons, so that its encrypted reasoning is asked for and sent back. Models that are not known are taken to.</summary>
    /// <param name="model">An id as providers write it.</param>
    public static bool Reasons(string model) => !Array.Exists(WithoutReasoning, name => model.StartsWith(name, StringComparison.Ordinal));
}
