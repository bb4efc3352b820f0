using Pith.Cli.Commands;
using Pith.Cli.Verbs;

namespace Pith.Cli.Tables;

/// <summary>What shrinks a transcript, and what undoes it.</summary>
internal static class CompactionCommands
{
    public static readonly Command Compact = new("compact", "Shrink a transcript to a context within a budget")
    {
        Operands = "TRANSCRIPT",
        Fewest = 1,
        Most = 1,
        Completes = Completion.File,
        Details =
        [
            "Writes the largest context that fits the budget, in tokens of the bytes as written, and a table of what each tier did on standard error. A context that already fits is not changed. Nothing is lost: what was cut is in the store, and every handle (pith:…) in the context leads to it with pith recall.",
            "Tiers run in rising order of loss, and none that is not needed: admission (large results become previews), micro (superseded and repeated results shrink), collapse (finished work becomes one line a step), memory (a ledger of requests, files, commands and failures), full (everything before the tail is replaced), truncate (what is still too long is cut).",
            "Pins stay verbatim whatever goes: they take up to a quarter of the budget, and one that does not fit keeps its beginning and a handle. --instructions adds to what is kept, in a share of its own; it replaces nothing.",
            "With --summary-model a model is asked for what code cannot know: intent, rationale, next step, and what --instructions ask for. Only sentences whose names all occur in the source are kept. A model that fails, hangs or says too much leaves the context that code makes, with a note on standard error.",
            "With --limit-error the budget follows from a provider's own words: its limit, its count of this context against ours, and a twentieth of room for what the scale may err by. TRANSCRIPT must be what was refused; a body that compact wrote is read too, so refusal after refusal leads below any limit. docs/compaction.md lists whose words are known.",
            "A budget that cannot be met exits 65 and says the smallest that can. With --json and no --output the written context is a field of the report.",
            Notes.Reading,
            Notes.Counting,
        ],
        Flags =
        [
            Flags.Budget, Flags.LimitError, Flags.Encoding, Flags.Model, Flags.Vocab, Flags.Pattern, Flags.At, Flags.Thread, Flags.Tiers, Flags.Pin, Flags.Instructions, Flags.SummaryModel, Flags.To, Flags.Plan,
            Flags.Output, Flags.MaxLine, Flags.Json,
        ],
        Examples =
        [
            new("pith compact session.jsonl --budget 16k -o context.json", "a body for the Anthropic Messages API"),
            new("pith compact session.jsonl --budget 16k --plan", "what would go and why, segment by segment"),
            new("pith compact session.jsonl --budget 16k --pin turn:3 --pin '/TODO|FIXME/' -o context.json", "what you want to stay"),
            new("pith compact session.jsonl --budget 16k --summary-model haiku -o context.json", "with a model's words on what comes next"),
            new("pith compact session.jsonl --budget 64k --to transcript -o resumed.jsonl", "a transcript to go on from"),
            new("pith compact body.json --limit-error \"$ANSWER\" -o smaller.json", "after a refusal, in the provider's own words"),
        ],
        Run = CompactVerb.Run,
    };

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
