namespace Pith.Cli.Tables;

/// <summary>Paragraphs that the help of several commands has.</summary>
internal static class Notes
{
    public const string Counting =
        "Sizes are written as people write them: 16k, 200_000, 1.5k, 1m (k is 1000, Ki is 1024). Counts are exact for o200k_base, cl100k_base and a vocabulary given with --vocab; an estimate is printed with ~ and the interval (±) that held the truth 90 times in 100 on sessions its weights had not seen.";

    public const string Reading =
        "The transcript may be of any agent pith knows (Claude Code, Codex, Anthropic and OpenAI message lists, pi, Gemini CLI, Copilot CLI, SWE-agent, OpenHands, tau-bench); its form is told by content (pith help formats). .gz and .zst are read as they are; - is standard input. A line that is broken or too long is reported and passed over.";
}
