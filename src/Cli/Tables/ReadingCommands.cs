using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary>What is in a text or a transcript.</summary>
internal static class ReadingCommands
{
    public static readonly Command Count = new("count", "Count the tokens of files")
    {
        Operands = "[FILE…|-]",
        Most = int.MaxValue,
        Completes = Completion.File,
        Details =
        [
            "Counts the text of each file as it stands, whatever it is; a .gz or .zst counts as what it holds. No file, or -, is standard input. Memory stays small however large the file is. Several files, and a large one, are counted on all processors; the counts come in the order of the files.",
            Notes.Counting,
            "A file that cannot be counted is reported and the others go on; the exit code is that of the first failure. Bytes that are no UTF-8 count as the replacement character that stands for them, with a warning; pictures, archives and programs are refused.",
        ],
        Flags = [Flags.Encoding, Flags.Model, Flags.Vocab, Flags.Pattern, Flags.Jobs, Flags.Json],
        Examples =
        [
            new("pith count README.md", "one number"),
            new("git diff | pith count", "what a diff costs"),
            new("pith count --model claude-sonnet-4-5 src/*.cs", "an estimate for each file and the total"),
            new("pith count --vocab Qwen3-32B/tokenizer.json prompt.md", "what an open model makes of it"),
        ],
        Run = CountVerb.Run,
    };

    public static readonly Command Inspect = new("inspect", "Show where the tokens of a transcript are")
    {
        Operands = "TRANSCRIPT",
        Fewest = 1,
        Most = 1,
        Completes = Completion.File,
        Details =
        [
            "Shows what the current context of a transcript is made of: kinds of block, tools, files, turns, what repeats, what later work has superseded, and the usage and cost that were recorded.",
            "The line 'context now' says how large the context is in tokens of its own model: the last usage that the transcript records, plus an estimate of what came after it.",
            Notes.Reading,
            Notes.Counting,
        ],
        Flags = [Flags.By, Flags.Top, Flags.At, Flags.Thread, Flags.Encoding, Flags.Model, Flags.Vocab, Flags.Pattern, Flags.MaxLine, Flags.Json],
        Examples =
        [
            new("pith inspect session.jsonl", "the whole picture"),
            new("pith inspect session.jsonl --by file --top 20", "the twenty files that cost most"),
            new("zstd -dc old.jsonl.zst | pith inspect - --json", "for a script"),
        ],
        Run = InspectVerb.Run,
    };
}
