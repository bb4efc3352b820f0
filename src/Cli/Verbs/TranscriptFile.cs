using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Conversations;
using Pith.Tokens;
using Pith.Transcripts;

namespace Pith.Cli.Verbs;

/// <summary>Reads the transcript a command names, whole, with its warnings said.</summary>
internal static class TranscriptFile
{
    /// <summary>The index of the conversation that the flags choose, and what was recorded about its cost.</summary>
    public static Transcript Read(Invocation invocation, TokenMeter meter, bool ignoreBoundaries = false) =>
        Read(invocation, meter, invocation.Operands[0], ignoreBoundaries);

    /// <summary>The same of a file that the command line does not name by its path.</summary>
    public static Transcript Read(Invocation invocation, TokenMeter meter, string path, bool ignoreBoundaries = false)
    {
        var maxLine = SizeArgument.Of(Flags.MaxLine.Name, invocation.Word(Flags.MaxLine) ?? Flags.MaxLine.Default, "bytes");
        var thread = WholeNumber.Of(Flags.Thread.Name, invocation.Word(Flags.Thread) ?? "0", 0, Flags.Thread.Sample);
        var at = invocation.Word(Flags.At) is { } turn ? WholeNumber.Of(Flags.At.Name, turn, 1, Flags.At.Sample) : int.MaxValue;
        using var stream = TranscriptInput.Open(path, invocation.Around);
        return InputFile.Reading(path, () =>
        {
            using var reader = new TranscriptReader(stream, new ReaderOptions { MaxLine = maxLine, Name = InputFile.Shown(path) });
            var index = new ContextIndex(meter, new IndexOptions { Thread = thread, UpToTurn = at, IgnoreBoundaries = ignoreBoundaries });
            using (var progress = new Progress(invocation.Around, $"reading {InputFile.Shown(path)}", Length(path)))
            {
                while (reader.Read(index))
                    progress.Report(reader.BytesRead);
            }

            index.Seal();
            Check(path, index, thread, at);
            Warn(invocation.Around, path, index.Tally);
            return new Transcript(path, reader.Dialect, reader.BytesRead, index);
        });
    }

    private static long Length(string path) => path == InputFile.StandardInput ? 0 : new FileInfo(path).Length;

    private static void Check(string path, ContextIndex index, int thread, int at)
    {
        var threads = index.Tally.RecordsOfThread;
        if (thread > 0 && thread >= threads.Count)
            throw Failure.BadInput($"{InputFile.Shown(path)} holds {(threads.Count == 1 ? "one conversation" : $"{threads.Count} conversations")}, so there is no --thread {thread}; they are numbered from 0");
        if (index.Blocks.IsEmpty)
            throw Failure.BadInput($"{InputFile.Shown(path)} {WhyEmpty(index.Tally, thread)}");
        if (at != int.MaxValue && index.Turns[^1].Number < at)
            throw Failure.BadInput($"{InputFile.Shown(path)} ends at turn {index.Turns[^1].Number}, before --at {at}; choose an earlier turn");
    }

    private static string WhyEmpty(IndexTally tally, int thread)
    {
        for (var other = 0; other < tally.RecordsOfThread.Count; other++)
            if (other != thread && tally.RecordsOfThread[other] > 0)
                return $"holds no message in conversation {thread}; choose another, for example --thread {other}";
        return tally.MalformedNotes is [var first, ..]
            ? $"holds no message that can be read; the first fault is on line {first.Line:N0}: {first.Reason}"
            : "holds no message; give a transcript of a conversation";
    }

    private static void Warn(Surroundings around, string path, IndexTally tally)
    {
        if (tally.Malformed == 0)
            return;
        var first = tally.MalformedNotes[0];
        around.Complain($"warning: {tally.Malformed:N0} of {Quantity.Of(tally.Records, "record")} of {InputFile.Shown(path)} cannot be read and {(tally.Malformed == 1 ? "is" : "are")} passed over; the first is line {first.Line:N0}: {first.Reason}");
    }
}
