using Pith.Vocabularies;

namespace Pith.Cli.Commands;

/// <content>Flags for counting: how, of which conversation, and what of it is shown.</content>
internal static partial class Flags
{
    public static readonly Flag Encoding = new("encoding", "Count with this encoding")
    {
        Value = "ENCODING",
        Choices = ["o200k_base", "cl100k_base", "chars4"],
        Default = "o200k_base",
    };

    public static readonly Flag Model = new("model", "Count as this model does; where its vocabulary is not public, an estimate marked with ~")
    {
        Value = "MODEL",
        Sample = "claude-sonnet-4-5",
    };

    public static readonly Flag Vocab = new("vocab", "Count with this vocabulary: a Hugging Face tokenizer.json or a .tiktoken file (docs/vocabularies.md)")
    {
        Value = "FILE",
        Sample = "tokenizer.json",
        Completes = Completion.File,
    };

    public static readonly Flag Pattern = new("pattern", "How a .tiktoken file's texts are split, where it is not a published one")
    {
        Value = "PATTERN",
        Choices = [.. PatternName.All],
    };

    public static readonly Flag Jobs = new("jobs", "Count with so many threads; each takes a few megabytes")
    {
        Value = "N",
        Default = "as many as there are processors",
        Sample = "1",
    };

    public static readonly Flag MaxLine = new("max-line", "Longest line to read, in bytes; a longer one is reported and passed over")
    {
        Value = "BYTES",
        Default = "64Mi",
        Sample = "64Mi",
    };

    public static readonly Flag Thread = new("thread", "Which conversation of a file that holds several; 0 is the main one")
    {
        Value = "N",
        Default = "0",
        Sample = "1",
    };

    public static readonly Flag At = new("at", "The context as it was at this turn, from 1")
    {
        Value = "TURN",
        Default = "the last turn",
        Sample = "40",
    };

    public static readonly Flag By = new("by", "What to sum tokens by")
    {
        Value = "GROUP",
        Choices = ["kind", "tool", "file", "turn"],
        Default = "all of them, briefly",
    };

    public static readonly Flag Top = new("top", "Rows to show in each list")
    {
        Value = "N",
        Default = "10",
        Sample = "20",
    };

    public static readonly Flag Show = new("show", "Show the calibrations in use and where they come from");

    public static readonly Flag Reset = new("reset", "Remove your own calibrations; the shipped ones serve again");
}
