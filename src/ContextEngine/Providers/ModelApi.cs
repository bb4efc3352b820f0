namespace Pith.Providers;

/// <summary>What a provider speaks.</summary>
public enum ModelApi
{
    /// <summary>Anthropic's Messages API.</summary>
    Messages,

    /// <summary>OpenAI's Responses API.</summary>
    Responses,

    /// <summary>Chat Completions.</summary>
    Chat,

    /// <summary>Nothing: answers are read from a file.</summary>
    Script,
}
