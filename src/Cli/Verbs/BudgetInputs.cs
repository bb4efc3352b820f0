using Pith.Budgets.Recordings;
using Pith.Budgets.Runs;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>Reads the sessions that a run of the benchmark measures, and says which it cannot use and why.</summary>
internal static class BudgetInputs
{
    private static readonly string[] Endings = [".jsonl", ".json", ".traj", ".yaml", ".yml", ".gz", ".zst"];

    public static List<Recording> Read(Invocation invocation, BudgetOptions options)
    {
        var usable = new List<Recording>();
        var (read, tooShort, unread, longest) = (0, 0, 0, (Recording?)null);
        foreach (var (path, isNamed) in Files(invocation.Operands))
        {
            if (TryRead(path, isNamed, invocation) is not { } recording)
            {
                unread++;
                continue;
            }

            read++;
            longest = longest is null || recording.Tokens > longest.Tokens ? recording : longest;
            if (BudgetRun.CanCut(recording, options))
                usable.Add(recording);
            else
                tooShort++;
        }

        if (usable.Count == 0)
            throw NoCut(longest, options, read);
        var works = SameWork.Longest(usable);
        Note(invocation.Around, works, usable.Count - works.Count, tooShort, unread, options);
        return works;
    }

    private static IEnumerable<(string Path, bool IsNamed)> Files(IReadOnlyList<string> operands)
    {
        foreach (var operand in operands)
        {
            if (!Directory.Exists(operand))
            {
                yield return (operand, true);
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(operand, "*", SearchOption.AllDirectories).Where(f => Endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
                yield return (file, false);
        }
    }

    /// <summary>A file that was named must be readable; of what a folder holds, what is no transcript is passed over.</summary>
    private static Recording? TryRead(string path, bool isNamed, Invocation invocation)
    {
        try
        {
            return ReadOne(path, invocation);
        }
        catch (Exception problem) when (!isNamed && problem is Failure or UnreadableTranscriptException)
        {
            return null;
        }
    }

    private static Recording ReadOne(string path, Invocation invocation)
    {
        var maxLine = SizeArgument.Of(Flags.MaxLine.Name, invocation.Word(Flags.MaxLine) ?? Flags.MaxLine.Default, "bytes");
        using var stream = TranscriptInput.Open(path, invocation.Around);
        return InputFile.Reading(path, () =>
        {
            using var reader = new TranscriptReader(stream, new ReaderOptions { MaxLine = maxLine, Name = InputFile.Shown(path) });
            using var index = new ContextIndex(TokenMeter.Chars4, new IndexOptions { UpToBoundary = true });
            using var progress = new Progress(invocation.Around, $"reading {InputFile.Shown(path)}", 0);
            while (reader.Read(index))
                progress.Report(reader.BytesRead);
            index.Seal();
            return RecordingReader.Read(path, index);
        });
    }

    private static Failure NoCut(Recording? longest, BudgetOptions options, int read)
    {
        var smallest = options.Budgets[0];
        if (longest is null || longest.Messages.Count == 0)
            return Failure.BadInput("none of the inputs holds a conversation; give transcripts of sessions with tool calls");
        var where = read == 1 ? $"{InputFile.Shown(longest.Name)} has" : $"none of {Quantity.Of(read, "session")} has a usable cut: the longest, {InputFile.Shown(longest.Name)}, has";
        var rule = options.PilotCuts ? "2 budgets before it and 40 messages after" : "1.25 budgets before it and 20 messages after";
        return Failure.BadInput($"{where} {Quantity.Of(longest.Messages.Count, "message")} and {longest.Tokens:N0} tokens up to its first compaction, which is too short for a budget of {smallest:N0}: a cut needs more than {rule}; choose smaller --budgets or longer sessions");
    }

    private static void Note(Surroundings around, List<Recording> works, int copies, int tooShort, int unread, BudgetOptions options)
    {
        List<string> notes = [];
        if (copies > 0)
            notes.Add($"{copies} begin like a longer one");
        if (tooShort > 0)
            notes.Add($"{tooShort} are too short");
        if (unread > 0)
            notes.Add($"{unread} hold no conversation");
        if (notes.Count > 0)
            around.Complain($"note: {Quantity.Of(works.Count, "session")} measured; of the other files {string.Join(", ", notes)}");
        foreach (var budget in options.Budgets)
            if (!works.Exists(w => BudgetRun.CanCut(w, options with { Budgets = [budget] })))
                around.Complain($"note: no session is long enough for a budget of {budget:N0}, so it is left out");
    }
}
