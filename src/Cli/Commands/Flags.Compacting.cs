using Pith.Compaction;

namespace Pith.Cli.Commands;

/// <content>Flags for making a context smaller and bringing back what was put away.</content>
internal static partial class Flags
{
    public static readonly Flag Budget = new("budget", "Tokens that the written context may take; required without --limit-error")
    {
        Value = "TOKENS",
        Sample = "16k",
    };

    public static readonly Flag LimitError = new("limit-error", "What a provider answered to a context that was too long; the budget follows from it")
    {
        Value = "TEXT",
        Sample = "'prompt is too long: 213462 tokens > 200000 maximum'",
    };

    public static readonly Flag Tiers = new("tiers", "Which tiers may run, as a comma-separated list")
    {
        Value = "LIST",
        Choices = [.. TierNames.All],
        IsList = true,
        Default = "all",
    };

    public static readonly Flag To = new("to", "The form to write")
    {
        Value = "FORM",
        Choices = ["messages", "openai", "text", "transcript"],
        Default = "messages",
    };

    public static readonly Flag Pin = new("pin", "Keep this verbatim: words, /regex/ for every line that matches, turn:N, or a handle; may be given again")
    {
        Value = "PIN",
        IsRepeated = true,
        Sample = "'/deadline|budget/'",
    };

    public static readonly Flag Instructions = new("instructions", "Keep what these words name with priority, on top of what is kept anyway")
    {
        Value = "TEXT",
        Sample = "'the schema of orders.sql'",
    };

    public static readonly Flag SummaryModel = new("summary-model", "Let this model add intent, rationale and next step, checked against the source; named as for pith -p")
    {
        Value = "MODEL",
        Default = "none is asked",
        Sample = "haiku",
    };

    public static readonly Flag Handle = new("handle", "Bring back only what this handle stands for; may be given again")
    {
        Value = "HANDLE",
        IsRepeated = true,
        Default = "all",
        Sample = "pith:0123456789abcdef",
    };

    public static readonly Flag Plan = new("plan", "Only say what would be done and why, segment by segment; writes and stores nothing");
}
