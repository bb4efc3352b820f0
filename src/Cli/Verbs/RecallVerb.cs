using System.Text;
using Pith.Cli.Arguments;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Stores;
using Pith.Offload;

namespace Pith.Cli.Verbs;

/// <summary><c>pith recall</c>: what a handle stands for, or the lines of it that matter.</summary>
internal static class RecallVerb
{
    public static int Run(Invocation invocation)
    {
        var recall = Prepare(invocation);
        var around = invocation.Around;
        var store = StoreRoot.Open(around);
        var hash = StoreVerbs.Find(store, invocation.Operands[0], around);
        if (!store.TryOpen(hash, out var content))
            throw Failure.NoInput($"{Failure.Shown(invocation.Operands[0])} has just gone from the store in {InputFile.Shown(store.Root)}");
        using (content)
        {
            if (!invocation.Has(Flags.Json))
            {
                Note(invocation, recall.Write(content, around.Out));
                return ExitCode.Done;
            }

            using var text = new MemoryStream();
            var summary = recall.Write(content, text);
            using var document = new JsonDocumentStream(around.Out);
            var json = document.Writer;
            json.WriteStartObject();
            StoreVerbs.WriteBlob(json, hash);
            json.WriteNumber("bytes", content.Length);
            json.WriteNumber("linesRead", summary.LinesRead);
            json.WriteNumber("matches", summary.Matches);
            json.WriteString("text", Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length)));
            json.WriteEndObject();
            return ExitCode.Done;
        }
    }

    private static Recall Prepare(Invocation invocation)
    {
        var pattern = invocation.Word(Flags.Grep);
        if (pattern is null && invocation.Has(Flags.Context))
            throw Failure.Usage("--context goes with --grep; for lines by their numbers write a wider --lines");
        var query = new RecallQuery
        {
            Lines = invocation.Word(Flags.Lines) is { } lines ? RangeOf(lines) : LineRange.All,
            Pattern = pattern,
            Context = WholeNumber.Of(Flags.Context.Name, invocation.Word(Flags.Context) ?? Flags.Context.Default, 0, Flags.Context.Sample),
        };
        return Recall.TryCreate(query, out var recall, out var error) ? recall : throw Failure.Usage($"{error}; see 'pith recall --help'");
    }

    private static LineRange RangeOf(string text) =>
        LineRange.TryParse(text, out var range)
            ? range
            : throw Failure.Usage($"--lines '{Failure.Shown(text)}' is not a range of lines; write for example 10-20, 10- or -20, counting from 1");

    /// <summary>Nothing found is an answer, not a failure; but silence would leave people in doubt.</summary>
    private static void Note(Invocation invocation, RecallSummary summary)
    {
        if (summary.Matches > 0 || !invocation.Has(Flags.Grep) && !invocation.Has(Flags.Lines))
            return;
        invocation.Around.Complain(invocation.Has(Flags.Grep)
            ? $"note: no line matches, of {summary.LinesRead:N0} looked at"
            : $"note: no such line; the content has {summary.LinesRead:N0}");
    }
}
