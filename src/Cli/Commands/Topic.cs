namespace Pith.Cli.Commands;

/// <summary>Something that <c>pith help</c> explains besides commands.</summary>
/// <param name="Name">What to ask for.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Rows">Names and what they are.</param>
internal sealed record Topic(string Name, string Summary, (string Name, string Says)[] Rows)
{
    public static readonly Topic Formats = new("formats", "the transcripts that pith reads, told by their content and never by their name",
    [
        ("Claude Code", "session files (~/.claude/projects/…/*.jsonl), with side chains, compactions and images; what pith compact --to transcript writes"),
        ("Codex", "rollouts (~/.codex/sessions/…/rollout-*.jsonl)"),
        ("Anthropic", "bodies of the Messages API, one in a file or one a line"),
        ("OpenAI", "chat messages: a request body, a bare list, or one object a line"),
        ("pi", "session files"),
        ("Gemini CLI", "chat files"),
        ("Copilot CLI", "event files"),
        ("SWE-agent", "trajectories (.traj)"),
        ("OpenHands", "evaluation outputs"),
        ("tau-bench, tau2-bench", "results; --thread N chooses a run"),
        ("Who&When", "multi-agent chats"),
        ("cassettes", "recorded HTTP exchanges with the Anthropic API (VCR, YAML)"),
        ("compressed", "any of these as .gz or .zst"),
    ]);

    public static readonly Topic[] All = [Formats];
}
