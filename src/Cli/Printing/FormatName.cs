using Pith.Transcripts;

namespace Pith.Cli.Printing;

/// <summary>The formats of transcripts by the names that people know, as <c>pith help formats</c> has them.</summary>
internal static class FormatName
{
    public static string Of(DialectKind dialect) => dialect switch
    {
        DialectKind.ClaudeCode => "Claude Code",
        DialectKind.AnthropicRequest => "Anthropic",
        DialectKind.OpenAiChat => "OpenAI",
        DialectKind.Pi => "pi",
        DialectKind.GeminiCli => "Gemini CLI",
        DialectKind.CopilotCli => "Copilot CLI",
        DialectKind.SweAgent => "SWE-agent",
        DialectKind.TauBench => "tau-bench",
        DialectKind.Tau2 => "tau2-bench",
        DialectKind.WhoAndWhen => "Who&When",
        DialectKind.Cassette => "cassette",
        _ => dialect.ToString(),
    };
}
