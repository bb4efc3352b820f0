namespace Pith.Transcripts;

/// <summary>The formats that are read.</summary>
public enum DialectKind : byte
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>Claude Code's session files, and pith's own.</summary>
    ClaudeCode,

    /// <summary>Codex rollouts.</summary>
    Codex,

    /// <summary>Bodies of the Anthropic Messages API.</summary>
    AnthropicRequest,

    /// <summary>OpenAI chat messages: a body, a bare list, one object a line.</summary>
    OpenAiChat,

    /// <summary>pi's session files.</summary>
    Pi,

    /// <summary>Gemini CLI's chat files.</summary>
    GeminiCli,

    /// <summary>Copilot CLI's event files.</summary>
    CopilotCli,

    /// <summary>SWE-agent trajectories.</summary>
    SweAgent,

    /// <summary>OpenHands evaluation outputs.</summary>
    OpenHands,

    /// <summary>tau-bench results.</summary>
    TauBench,

    /// <summary>tau2-bench results.</summary>
    Tau2,

    /// <summary>Who&amp;When multi-agent chats.</summary>
    WhoAndWhen,

    /// <summary>Recorded HTTP exchanges with the Anthropic API (VCR cassettes in YAML).</summary>
    Cassette,
}
