using Pith.Cli.Verbs;

namespace Pith.Cli.Commands;

/// <summary>What undoes a compaction.</summary>
internal static class CompactionCommands
{
    public static readonly Command Uncollapse = new("uncollapse", "Put back what a compaction took out")
    {
        Operands = "CONTEXT|SESSION",
        Fewest = 1,
        Most = 1,
        Completes = Completion.File,
        Details =
        [
            "Of a compacted context, the previews, handles, cut arguments and memories give way to what they stand for, read from the store and checked by hash; with --handle only those that are named. Words about a handle stay: only what pith itself put in place of a text is replaced. The memory's place takes the history it was made of.",
            "Of a session (an id, the beginning of one, a title, or the file of its log), the conversation is written as if its last compaction had not been, with all that was said since; the session itself stays as it is, /uncollapse in a conversation changes it. Previews that were there before stay, but for those that --handle names.",
            "What is written is put right like every request, and may be longer than a model's window. A summary goes to standard error: how many places, tokens before and after; --json gives it and the context as one document. A handle that is not in the store exits 66 and is named, damage in the store exits 65; then nothing is written.",
        ],
        Flags = [Flags.Handle, Flags.Output, Flags.To, Flags.Json, Flags.Encoding, Flags.Model, Flags.Vocab, Flags.Pattern, Flags.MaxLine],
        Examples =
        [
            new("pith uncollapse context.json -o whole.json", "everything back in its place"),
            new("pith uncollapse context.json --handle pith:0123456789abcdef", "only what this one stands for"),
            new("pith uncollapse 6ba7b810 --to transcript -o session.jsonl", "a session without its last compaction"),
        ],
        Run = UncollapseVerb.Run,
    };
}
